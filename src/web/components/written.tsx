/** What somebody typed, with its line breaks. `code`: to be copied into a file as it stands. */
export function Written({ text, code }: { text: string; code?: boolean }) {
  return <p class="written">{code ? <code>{text}</code> : text}</p>;
}
