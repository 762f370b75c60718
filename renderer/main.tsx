import { createRoot } from "react-dom/client"
import { openBridge } from "./data/bridge-connection.ts"
import { App } from "./shell/app.tsx"
import { applySystemTheme } from "./shell/theme.ts"
import "./design/theme.css"

const root = document.getElementById("root")
applySystemTheme()
if (root !== null) createRoot(root).render(<App bridge={openBridge()} />)
