// Docker is not at hand here: what can be said without it is that the steps are the README's.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../scripts/environment.mjs";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const dockerfile = read("Dockerfile");
const scripts = Object.keys(JSON.parse(read("package.json")).scripts);

test("the Dockerfile takes the README's steps", () => {
  const [, command = "[]"] = /^CMD (.+)$/m.exec(dockerfile) ?? [];
  const [npm, start] = JSON.parse(command);
  expect(`${npm} ${start}`).toBe("npm start");
  expect(read("README.md")).toContain("\nnpm start ");
  const steps = [...dockerfile.matchAll(/npm run (\w+)/g)].map(([, step]) => step);
  expect(steps).toEqual(["setup"]);
  expect(scripts).toEqual(expect.arrayContaining(["start", "setup"]));
});

test("it brings what the README asks of a machine, and leaves out what set-up makes", () => {
  expect(dockerfile).toMatch(/^FROM node:2[0-9]-/m);
  expect(dockerfile).toMatch(/install .*python3 python3-venv/);
  const ignored = read(".dockerignore").split("\n");
  const made = read(".gitignore")
    .split("\n")
    .filter((line) => /^(node_modules|\.venv|\.cache)/.test(line));
  expect(made).toHaveLength(3);
  expect(ignored).toEqual(expect.arrayContaining(made));
});

test("the dev container is built from it, and set up by the same command", () => {
  const file = ".devcontainer/devcontainer.json";
  const { build, postCreateCommand, forwardPorts } = JSON.parse(read(file));
  const from = join(root, dirname(file));
  expect(existsSync(join(from, build.dockerfile))).toBe(true);
  expect(existsSync(join(from, build.context, "package.json"))).toBe(true);
  expect(dockerfile).toMatch(new RegExp(`^FROM .* AS ${build.target}$`, "m"));
  expect(postCreateCommand).toBe("npm run setup");
  expect(forwardPorts).toContain(Number(/^EXPOSE (\d+)$/m.exec(dockerfile)?.[1]));
});
