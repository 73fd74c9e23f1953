/** Small marks on a step: a problem, who is here, its state; each a word or an icon with a word, never a colour alone. */
import { gettext } from "../../../language";
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
  if (!data.look) return null;
  return (
    <span className={`state state-${data.look.tone} part-state`} title={data.look.about || undefined}>
      <Icon name={data.look.icon} />
      <span>{data.look.word}</span>
    </span>
  );
}
