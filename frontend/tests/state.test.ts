import { describe, expect, it } from "vitest";
import { asked, conditions, scopeOf, withParameter, withScope } from "../src/scope/state";

describe("the scope in the address", () => {
  it("is read from it and written back the same", () => {
    const address = "?at=35,37,6&type=shelling&type=ied&killed=3&since=2024-01-01";
    const scope = scopeOf(address);
    expect(scope.type).toEqual(["shelling", "ied"]);
    expect(scope.killed).toBe("3");
    expect(scopeOf(withScope(address, scope))).toEqual(scope);
  });
  it("leaves what is not its own as it was", () => {
    expect(withScope("?at=35,37,6&type=ied&show=ab", scopeOf(""))).toBe("?at=35,37,6&show=ab");
  });
  it("is empty without parameters, and values that are empty or told twice do not count", () => {
    expect(withScope("?killed=", scopeOf(""))).toBe("");
    expect(scopeOf("?type=ied&type=ied&type=").type).toEqual(["ied"]);
  });
  it("keeps names in any script", () => {
    const scope = scopeOf(`?actor=${encodeURIComponent("قوات & محلية")}`);
    expect(scopeOf(withScope("", scope)).actor).toEqual(["قوات & محلية"]);
  });
  it("asks the API for the same, with more of its own", () => {
    expect(asked(scopeOf("?type=ied&at=1,2,3"), { zoom: 4, cursor: null })).toBe("?type=ied&zoom=4");
  });
  it("sets and takes away one parameter", () => {
    expect(withParameter("?type=ied", "show", "ab")).toBe("?type=ied&show=ab");
    expect(withParameter("?show=ab", "show", null)).toBe("");
  });
});

describe("conditions one by one", () => {
  it("can each be taken away", () => {
    const scope = scopeOf("?type=ied&type=shelling&until=2024-02-02");
    expect(conditions(scope).map(({ name, value }) => [name, value])).toEqual([
      ["type", "ied"], ["type", "shelling"], ["until", "2024-02-02"],
    ]);
    expect(conditions(scope)[0]?.rest.type).toEqual(["shelling"]);
    expect(conditions(scope)[2]?.rest.until).toBe("");
  });
});
