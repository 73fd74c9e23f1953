/** Two people changed the same thing: both are shown, with the name, and one is kept. */
import { useEffect, useRef } from "react";

import { fill, gettext } from "../../../language";
import { useDraft, useSession } from "../desk";
import type { OpenConflict } from "../../document/store";
import { ago } from "../words";

function Conflict({ conflict }: { conflict: OpenConflict }) {
  const { store } = useSession().draft;
  const words = fill(gettext("%(what)s was changed by %(who)s %(when)s."), { what: conflict.what, who: conflict.who, when: ago(conflict.when) });
  return (
    <li className="conflict">
      <p className="strong" dir="auto">{words}</p>
      <dl className="values">
        <dt>{gettext("Yours")}</dt>
        <dd dir="auto">{conflict.yours_words || gettext("removed")}</dd>
        <dt>{conflict.who}</dt>
        <dd dir="auto">{conflict.theirs_words || gettext("removed")}</dd>
      </dl>
      <div className="buttons">
        <button type="button" className="btn" onClick={() => store.keepTheirs(conflict)}>
          {gettext("Keep theirs")}
        </button>
        <button type="button" className="btn" onClick={() => store.keepMine(conflict)}>
          {gettext("Keep yours")}
        </button>
      </div>
    </li>
  );
}

export function Conflicts() {
  const conflicts = useDraft((state) => state.conflicts);
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = conflicts.length > 0;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog className="dialog" ref={dialog} data-stay="" aria-labelledby="conflicts-title" onCancel={(event) => event.preventDefault()}>
      <div className="dialog-head">
        <h2 id="conflicts-title">{gettext("Changed by a colleague at the same time")}</h2>
      </div>
      <div className="dialog-body">
        <p>{gettext("Everything else is saved. Choose what shall stand:")}</p>
        <ul className="conflicts">
          {conflicts.map((conflict) => (
            <Conflict key={conflict.at.join("/")} conflict={conflict} />
          ))}
        </ul>
      </div>
    </dialog>
  );
}
