/** A key no other wish of anybody has: 24 characters of the alphabet the wire allows, 144 bits by chance. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}
