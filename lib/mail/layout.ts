export type Section = { title?: string; lines: string[]; link?: { text: string; href: string } }

/** The body of a letter, twice: as plain text and as simple HTML that says the same. */
export const layout = (sections: Section[]): { text: string; html: string } => ({
  text: `${sections.map(plain).join('\n\n')}\n`,
  html: `<!doctype html><html><body style="font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45">${sections.map(marked).join('')}</body></html>`,
})

const plain = ({ title, lines, link }: Section) =>
  [title, ...lines, link && `${link.text}: ${link.href}`].filter(line => line !== undefined).join('\n')

function marked({ title, lines, link }: Section): string {
  const parts = [
    ...(title === undefined ? [] : [`<b>${escaped(title)}</b>`]),
    ...lines.map(escaped),
    ...(link ? [`<a href="${escaped(link.href)}">${escaped(link.text)}</a>`] : []),
  ]
  return `<p style="margin:0 0 18px">${parts.join('<br>')}</p>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, character => ENTITIES[character] ?? '')
