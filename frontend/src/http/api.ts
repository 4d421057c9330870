/** Requests to the HTTP API: JSON in, JSON out, faults as `Problem`. */

/** What the server says is wrong (RFC 9457). `changes` of a 412 tells what others did meanwhile. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly changes: readonly unknown[] = [],
  ) {
    super(detail);
    this.name = "Problem";
  }
}

export interface Answer<T> {
  readonly body: T;
  readonly etag: string | null;
}

export interface Options {
  /** The ETag that a change was made on: when it is no longer true, the server refuses with 412. */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

const ROOT = "/api/v1/";

/** Parameters as a query; what is undefined, null or empty is left out, lists are repeated. */
export function query(given: Record<string, unknown>): string {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "") out.append(name, String(one));
    }
  }
  const text = out.toString();
  return text ? `?${text}` : "";
}

/** ETags as `If-Match` lists them. */
export function quoted(...etags: readonly string[]): string {
  return etags.map((etag) => (etag.startsWith('"') ? etag : `"${etag}"`)).join(", ");
}

export const api = {
  /** The answer to a GET of `events/…`. */
  async get<T>(path: string, options: Options = {}): Promise<T> {
    return (await ask<T>("GET", path, undefined, options)).body;
  },
  /** The same with its ETag, to be given as `ifMatch` with a change. */
  async getTagged<T>(path: string, options: Options = {}): Promise<Answer<T>> {
    return ask<T>("GET", path, undefined, options);
  },
  /** What a POST answers. `body` is sent as JSON, or as it is when it is a form. */
  async post<T>(path: string, body?: unknown, options: Options = {}): Promise<T> {
    return (await ask<T>("POST", path, body, options)).body;
  },
  /** The same with the ETag of what was changed. */
  async postTagged<T>(path: string, body?: unknown, options: Options = {}): Promise<Answer<T>> {
    return ask<T>("POST", path, body, options);
  },
  /** The file that a POST answers, with its name. */
  async file(path: string, body: unknown): Promise<{ readonly file: Blob; readonly name: string }> {
    const answer = await sent("POST", path, body, {});
    const told = answer.headers.get("content-disposition") ?? "";
    return { file: await answer.blob(), name: /filename="([^"]+)"/.exec(told)?.[1] ?? "rasid" };
  },
  /** What a DELETE answers. */
  async delete<T>(path: string, options: Options = {}): Promise<T> {
    return (await ask<T>("DELETE", path, undefined, options)).body;
  },
};

async function ask<T>(
  method: string,
  path: string,
  body: unknown,
  options: Options,
): Promise<Answer<T>> {
  const answer = await sent(method, path, body, options);
  return { body: (await read(answer)) as T, etag: answer.headers.get("etag") };
}

/** What is answered; a Problem when it is refused. */
async function sent(method: string, path: string, body: unknown, options: Options): Promise<Response> {
  const answer = await fetch(ROOT + path, {
    method,
    headers: headers(method, body, options),
    body: body === undefined ? null : body instanceof FormData ? body : JSON.stringify(body),
    credentials: "same-origin",
    ...(options.signal ? { signal: options.signal } : {}),
  }).catch((error: unknown) => {
    throw error instanceof DOMException ? error : new Problem(0, String(error));
  });
  if (!answer.ok) throw problem(answer.status, await read(answer));
  return answer;
}

function headers(method: string, body: unknown, options: Options): Record<string, string> {
  // faults are told in the language of the page
  const out: Record<string, string> = { accept: "application/json", "accept-language": document.documentElement.lang };
  if (method !== "GET") out["X-CSRF-Token"] = token();
  if (body !== undefined && !(body instanceof FormData)) out["content-type"] = "application/json";
  if (options.ifMatch) out["if-match"] = options.ifMatch;
  return out;
}

/** The token that shows that a request comes from our own page. */
export function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

async function read(answer: Response): Promise<unknown> {
  const text = await answer.text();
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return { detail: text.slice(0, 300) };
  }
}

function problem(status: number, told: unknown): Problem {
  const { detail, title, changes } = (told ?? {}) as Record<string, unknown>;
  const why = String(detail || title || status);
  return new Problem(status, why, Array.isArray(changes) ? changes : []);
}
