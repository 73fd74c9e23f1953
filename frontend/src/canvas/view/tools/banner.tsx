/** When a change could not be saved: what is kept, and what can be done. */
import { gettext } from "../../../language";
import { useDraft, useSession } from "../desk";
import { Icon } from "../icon";

export function Banner() {
  const { draft } = useSession();
  const save = useDraft((state) => state.save);
  const words = useDraft((state) => state.saveWords);
  if (save !== "offline" && save !== "refused") return null;
  return (
    <div className="canvas-banner" role="alert">
      <Icon name={save === "offline" ? "cloud-off" : "alert-triangle"} />
      <span>
        {save === "offline" && <strong>{gettext("No connection.")} </strong>}
        {save === "offline" ? gettext("Your edits are kept on this computer and sent when it is back.") : words}
      </span>
      <button type="button" className="btn btn-small" onClick={() => draft.sync.retry()}>
        {gettext("Try again")}
      </button>
      {save === "refused" && (
        <button type="button" className="btn btn-small" onClick={() => draft.store.discard()}>
          {gettext("Leave these edits out")}
        </button>
      )}
    </div>
  );
}
