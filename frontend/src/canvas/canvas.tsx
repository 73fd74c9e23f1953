/** The canvas of a workflow: loaded only on pages that have one. */
import "@xyflow/react/dist/style.css";
