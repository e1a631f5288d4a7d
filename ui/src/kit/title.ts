/** The title of the tab, with the number of things that wait for an answer in front. */
export function setTitle(title: string, count = 0): void {
  document.title = count > 0 ? `(${count}) ${title}` : title;
}
