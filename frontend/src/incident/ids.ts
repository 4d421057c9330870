/** What the incident page is told. */
export interface Data {
  id: string;
  tellings: string[];
  etag: string;
}

/** The id in what somebody gave: an id, or the address of an incident. Empty when there is none. */
export function idOf(given: string): string {
  const path = /\/incidents\/([^/?#]+)/.exec(given)?.[1] ?? given;
  return /^[0-9a-f]{4,64}$/i.exec(path.trim())?.[0] ?? "";
}
