import { expect, test } from "vitest";
import { idOf } from "../../src/incident/ids";

test.each([
  ["0a1b2c3d4e5f6071", "0a1b2c3d4e5f6071"],
  [" 0a1b ", "0a1b"],
  ["http://127.0.0.1:8642/incidents/0a1b2c3d?x=1#y", "0a1b2c3d"],
  ["/incidents/0a1b2c3d", "0a1b2c3d"],
  ["../../evil", ""],
  ["", ""],
])("the id in %j is %j", (given, id) => {
  expect(idOf(given)).toBe(id);
});
