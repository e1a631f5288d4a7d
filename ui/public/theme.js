// Before the first paint, so that the page does not flash in the other theme. kit/theme.svelte.ts does the rest.
try {
  const theme = JSON.parse(localStorage.getItem("deskside.theme"));
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Nothing was kept: the system's theme.
}
