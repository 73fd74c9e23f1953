/** Texts with values, as they are kept: `{run.amount}` stands for a value, `{{` and `}}` for braces. */
const MARK = /\{\{|\}\}|\{\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)\s*\}/g;

export type Part = string | { path: string };

/** The text in parts, with its doubled braces made single. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let plain = "";
  let place = 0;
  for (const found of text.matchAll(MARK)) {
    plain += text.slice(place, found.index);
    place = found.index + found[0].length;
    if (!found[1]) {
      plain += found[0][0];
      continue;
    }
    if (plain) parts.push(plain);
    plain = "";
    parts.push({ path: found[1] });
  }
  plain += text.slice(place);
  return plain ? [...parts, plain] : parts;
}

/** Written text as it is kept: braces are doubled, save those of a value that is there. */
export function kept(text: string, isKnown: (path: string) => boolean): string {
  let result = "";
  let place = 0;
  for (const found of text.matchAll(MARK)) {
    if (!found[1] || !isKnown(found[1])) continue;
    result += doubled(text.slice(place, found.index)) + `{${found[1]}}`;
    place = found.index + found[0].length;
  }
  return result + doubled(text.slice(place));
}

function doubled(text: string): string {
  return text.replace(/[{}]/g, "$&$&");
}

/** What to call a value of which only the path is left: "triage.card_number" is "Card number". */
export function spoken(path: string): string {
  const words = path.slice(path.lastIndexOf(".") + 1).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
