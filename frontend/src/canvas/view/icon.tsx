/** An icon of the Tabler font; it says nothing to a screen reader, the words beside it do. */
export function Icon({ name }: { name: string }) {
  return <i className={`ti ti-${name}`} aria-hidden="true" />;
}
