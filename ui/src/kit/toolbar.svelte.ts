/** Makes a toolbar one tab stop; the arrows move inside, as in every toolbar. `changes` reads what disables its buttons. */
export function toolbar(changes: () => unknown): (node: HTMLElement) => () => void {
  return (node) => {
    const buttons = () => [...node.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
    const settle = (current: Element | null) => {
      const all = buttons();
      const stop = all.find((button) => button === current) ?? all[0];
      all.forEach((button) => (button.tabIndex = button === stop ? 0 : -1));
    };
    const walk = (event: KeyboardEvent) => {
      const all = buttons();
      const at = all.indexOf(document.activeElement as HTMLButtonElement);
      const steps: Record<string, number> = {
        ArrowRight: at + 1,
        ArrowLeft: at - 1,
        Home: 0,
        End: all.length - 1,
      };
      const next = steps[event.key];
      if (event.altKey || next === undefined) return;
      event.preventDefault();
      all[(next + all.length) % all.length]?.focus();
    };
    const focused = (event: FocusEvent) => settle(event.target as Element);
    $effect(() => {
      void changes();
      settle(document.activeElement);
    });
    node.addEventListener("keydown", walk);
    node.addEventListener("focusin", focused);
    return () => {
      node.removeEventListener("keydown", walk);
      node.removeEventListener("focusin", focused);
    };
  };
}
