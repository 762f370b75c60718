/** Text as the padded base64 of its UTF-8 bytes. */
export function textToBase64(text: string): string {
  let binary = ""
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** The text behind base64; bytes that are no UTF-8 become replacement characters. Throws on what is no base64. */
export function textFromBase64(encoded: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0)))
}
