export function ClustersScreen() {
  return null
}
