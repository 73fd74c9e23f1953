/** Texts in the language of the page: English stands in the code, the others come in a script made from locale/. */

type Texts = Record<string, string | string[]>;

declare global {
  interface Window {
    stewardTexts?: Texts;
  }
}

const texts: Texts = window.stewardTexts ?? {};
export const language = document.documentElement.lang || "en";

/** Languages that do not count as English does: which of the two forms a number takes. */
const isMany: Record<string, (n: number) => boolean> = {
  fr: (n) => Math.abs(n) >= 2,
};

/** The text in the language of the page; the argument is always a literal, so that `make messages` finds it. */
export function gettext(text: string): string {
  const meant = texts[text];
  return typeof meant === "string" && meant ? meant : text;
}

/** One of two texts by a number, as the language counts. */
export function ngettext(one: string, many: string, n: number): string {
  const meant = texts[one];
  const forms = Array.isArray(meant) && meant.every(Boolean) ? meant : null;
  const own = forms && isMany[language];
  const plural = own ? own(n) : Math.abs(n) !== 1;
  const [first, second] = forms ?? [one, many];
  return (plural ? second : first) ?? many;
}

/** Put values into the %(name)s places of a text; a place without a value stays as it is. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/%%|%\((\w+)\)s/g, (place, name: string | undefined) => {
    if (!name) return "%";
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === "number" ? value.toLocaleString(language) : value;
  });
}
