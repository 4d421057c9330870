import { describe, expect, it } from "vitest";
import { deed } from "../src/queue/keys";

const press = (key: string, code = "", ctrlKey = false) => ({
  key, code, ctrlKey, metaKey: false, altKey: false,
});

describe("keys of the queue", () => {
  it("are letters, in either case", () => {
    expect(deed(press("j", "KeyJ"))).toBe("next");
    expect(deed(press("A", "KeyA"))).toBe("confirmed");
  });
  it("are known by their place on an Arabic keyboard", () => {
    expect(deed(press("ت", "KeyJ"))).toBe("next");
    expect(deed(press("؟", "Slash"))).toBe("help");
  });
  it("leave the browser its own", () => {
    expect(deed(press("r", "KeyR", true))).toBeNull();
    expect(deed(press("z", "KeyJ"))).toBeNull();
    expect(deed(press("Enter", "Enter"))).toBeNull();
  });
});
