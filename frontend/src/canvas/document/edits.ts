/** Everything a person can do to a drawing: from one document to the next, none of them changed in place. */
export { copyOf, duplicate, paste } from "./copies";
export type { Clip } from "./copies";
export { begun, connect, mayConnect, reconnect, reorderLinks, setLink } from "./links";
export type { Made } from "./links";
export { addNote, group, moveTo, NOTE, putInGroup, renameGroup, setNote, tidy, ungroup } from "./lying";
export { nameOf, nameOfJob } from "./names";
export { addAfter, addOnLink, addPath, addStep } from "./places";
export { NOTHING, removeSelection } from "./removing";
export type { Picked } from "./removing";
export { linkOf, newStep, renameStep, setStep } from "./steps";
export type { NewStep } from "./steps";
