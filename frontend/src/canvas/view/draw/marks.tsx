/** Small marks on a step: a problem, who is here, its state; each a word or an icon with a word, never a colour alone. */
import { gettext } from "../../../language";
import { hasFoot } from "../arrange/sizes";
import { Icon } from "../icon";
import { troubleWords } from "../words";
import type { StepData } from "./parts";

export function Trouble({ data }: { data: StepData }) {
  const { serious, sentences } = data;
  if (!sentences.length) return null;
  const words = troubleWords(serious, sentences.length - serious);
  return (
    <span className={`part-trouble${serious ? " is-serious" : ""}`} title={sentences.join("\n")}>
      <Icon name={serious ? "alert-triangle" : "info-circle"} />
      <span>{words}</span>
    </span>
  );
}

export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return [parts[0], parts.length > 1 ? parts[parts.length - 1] : ""].map((part) => [...(part ?? "")][0] ?? "").join("");
}

export function Here({ people }: { people: string[] }) {
  if (!people.length) return null;
  return (
    <span className="part-people" title={people.join(", ")}>
      {people.slice(0, 3).map((name) => (
        <span className="person-mark" key={name} aria-hidden="true">
          {initials(name)}
        </span>
      ))}
      <span className="visually-hidden">
        {gettext("Here now:")} {people.join(", ")}
      </span>
    </span>
  );
}

export function State({ data }: { data: StepData }) {
  const { look } = data;
  if (!look) return null;
  const parts = (
    <>
      <Icon name={look.icon} />
      <span>{look.word}</span>
    </>
  );
  const name = `state state-${look.tone} part-state`;
  if (!look.act) return <span className={name} title={look.about}>{parts}</span>;
  return (
    <button type="button" className={`${name} is-act nodrag nopan`} title={look.about} onClick={(event) => (event.stopPropagation(), look.act?.())}>
      {parts}
    </button>
  );
}

/** What a step was given and gave, in place of what it would be given and give. */
export function Run({ data: { card, look } }: { data: StepData }) {
  const { given, gave, told, sure, isLow } = look!.inside!;
  return (
    <>
      <div className="part-gives" title={given || undefined}>
        {given && <span>{gettext("Given")} </span>}
        <bdi>{given || " "}</bdi>
      </div>
      {card.gives.length > 0 && (
        <div className="part-gives" title={gave || told || undefined}>
          {gave && <span>{gettext("Gave")} </span>}
          <bdi>{gave || told || " "}</bdi>
        </div>
      )}
      {hasFoot(card) && (
        <div className="part-foot">
          {sure && (
            <span className={`part-fact${isLow ? " is-low" : ""}`}>
              <Icon name="gauge" />
              {sure}
            </span>
          )}
        </div>
      )}
    </>
  );
}
