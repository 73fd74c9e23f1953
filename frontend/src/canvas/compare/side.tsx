/** Beside the drawing: how much changed, the way from change to change, and what changed at the chosen one. */
import { fill, gettext, ngettext } from "../../language";
import { linkId } from "../document/types";
import { Icon } from "../view/icon";
import { countsOf, type Change, type Compared, type Mark } from "./changes";
import { countWords, ICONS, wordOf } from "./looks";

export function MarkWord({ mark, words }: { mark: Mark; words?: string }) {
  return (
    <span className={`state state-${mark}`}>
      <Icon name={ICONS[mark]} />
      <span>{words ?? wordOf(mark)}</span>
    </span>
  );
}

interface WalkProps {
  changes: Change[];
  at: number; // -1: at none yet
  go: (by: number) => void;
}

export function Walk({ changes, at, go }: WalkProps) {
  if (!changes.length) return <p className="compare-none">{gettext("No step and no path differs.")}</p>;
  const where = at < 0 ? fill(ngettext("%(n)s change", "%(n)s changes", changes.length), { n: changes.length }) : fill(gettext("Change %(at)s of %(n)s"), { at: at + 1, n: changes.length });
  return (
    <div className="compare-walk">
      <div className="compare-legend" role="group" aria-label={gettext("What the colours mean")}>
        {countsOf(changes).map(([mark, n]) => n > 0 && <MarkWord key={mark} mark={mark} words={countWords(mark, n)} />)}
      </div>
      <div className="compare-steps">
        <button type="button" className="btn btn-small" data-key="p" title={gettext("Previous change (p)")} onClick={() => go(-1)}>
          <Icon name="arrow-up" />
          {gettext("Previous")}
        </button>
        <button type="button" className="btn btn-small" data-key="n" title={gettext("Next change (n)")} onClick={() => go(1)}>
          <Icon name="arrow-down" />
          {gettext("Next")}
        </button>
        <span className="small muted">{where}</span>
      </div>
    </div>
  );
}

/** What a step or a link is called. */
function nameOf({ document, cards }: Compared, id: string): string {
  const link = document.links.find((each) => linkId(each) === id);
  if (!link) return cards[id]?.name ?? "";
  const ends = { source: cards[link.source]?.name ?? "", target: cards[link.target]?.name ?? "" };
  return fill(gettext("Path from “%(source)s” to “%(target)s”"), ends);
}

export function Told({ compared, chosen }: { compared: Compared; chosen: string }) {
  const { marks, words = {}, link_words } = compared;
  const mark = marks?.steps[chosen] ?? marks?.links[chosen] ?? "same";
  const sentences = words[chosen] ?? (link_words[chosen] ? [link_words[chosen]!] : []);
  return (
    <div className="compare-told" aria-live="polite">
      {chosen ? (
        <>
          <h3 dir="auto">{nameOf(compared, chosen)}</h3>
          <p>
            <MarkWord mark={mark} />
          </p>
          {sentences.length > 0 && (
            <ul>
              {sentences.map((sentence) => (
                <li key={sentence} dir="auto">
                  {sentence}
                </li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <p className="muted">{gettext("Choose a step to read what changed there, or go from change to change.")}</p>
      )}
    </div>
  );
}
