/** Which key does what in the queue. The catalogue (queue.keys) tells the same keys to people. */

export const KEYS = {
  j: "next",
  k: "previous",
  a: "confirmed",
  r: "rejected",
  e: "edit",
  u: "undo",
  x: "select",
  "?": "help",
} as const;

export type Deed = (typeof KEYS)[keyof typeof KEYS];

interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key press asks for. On an Arabic keyboard the key is known by where it is. */
export function deed(pressed: Pressed): Deed | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  const told = pressed.key.toLowerCase();
  if (told in KEYS) return KEYS[told as keyof typeof KEYS];
  if (told === "؟") return KEYS["?"];
  const at = /^Key([A-Z])$/.exec(pressed.code)?.[1]?.toLowerCase();
  return at && /[^\p{ASCII}]/u.test(pressed.key) && at in KEYS ? KEYS[at as keyof typeof KEYS] : null;
}
