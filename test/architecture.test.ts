// Which part may import which: the arrows, types included.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../scripts/environment.mjs";
import { listNotebooks, readNotebook, textOf } from "../scripts/notebooks.ts";
import { findCircle, type Imports, importsIn, importsOf } from "./imports.ts";

/** What each part may import of the others. What is not named here, such as `test`, may do as it likes. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  serving: ["lib"],
  cluster: ["lib"],
  grading: ["lib"],
  // What the library asks of a notebook's host.
  kernel: ["lib/pools/notebook-scope.ts"],
  // Whether there is a browser for the tests.
  scripts: ["lib", "serving", "cluster", "grading", "kernel", "test/browser/chromium.ts"],
};

/** The same inside the library, for what is to be read by itself. */
const arrowsInside: Readonly<Record<string, readonly string[]>> = {
  "lib/checks": [],
  "lib/timing": ["lib/checks"],
  "lib/queues": ["lib/checks", "lib/timing"],
  "lib/breakers": ["lib/checks", "lib/timing"],
  "lib/pools": ["lib/checks", "lib/timing"],
};

/** Single imports against the arrows, and why. */
const exceptions: readonly (readonly [from: string, to: string])[] = [
  // The list of error classes that arrive as themselves: files that import nothing.
  ["lib/pools/error-classes.ts", "lib/breakers/circuit-open-error.ts"],
  ["lib/pools/error-classes.ts", "lib/queues/queue-closed-error.ts"],
];

const parts = Object.keys(arrows);
const { workspaces }: { readonly workspaces: readonly string[] } = manifestOf(".");
const imports = importsIn(parts);

test("each part is there, but for the one that is to come", () => {
  const empty = parts.filter((part) => ![...imports.keys()].some((path) => isIn(path, part)));
  expect(["cluster"]).toEqual(expect.arrayContaining(empty));
});

test("no file imports itself by way of others", () => {
  expect(findCircle(imports)).toBeUndefined();
});

test("the parts import each other along the arrows", () => {
  expect(against(arrows)).toEqual([]);
});

test("so do the folders of the library", () => {
  expect(against(arrowsInside)).toEqual([]);
});

test("in the library, its index alone imports what is for notebooks", () => {
  const ofNotebook = edges().filter(([from, to]) => isIn(to, "lib/notebook") && isIn(from, "lib"));
  const others = ofNotebook.filter(([from]) => !isIn(from, "lib/notebook"));
  expect([...new Set(others.map(([from]) => from))]).toEqual(["lib/index.ts"]);
});

test("other packages import the library by its name", () => {
  const outside = edges().filter(([from, to]) => !isIn(from, "lib") && isIn(to, "lib"));
  const deep = outside.filter(([, to]) => to !== "lib/index.ts" && to !== "lib/internal.ts");
  const isHost = ([from]: readonly [string, string]) => isIn(from, "kernel");
  expect(deep.filter((edge) => !isHost(edge))).toEqual([]);
});

test("the HTTP side of the service, and so Fastify, is loaded in one place", () => {
  const http = edges().filter(([, to]) => to === "serving/http-server.ts");
  expect(http).toEqual([["serving/inference-service.ts", "serving/http-server.ts"]]);
  const fastify = [...imports].filter(([, { packages }]) => packages.includes("fastify"));
  expect(fastify.map(([from]) => from)).toEqual(["serving/http-server.ts"]);
});

describe("what a package imports, its package.json names", () => {
  test.each(workspaces)("%s", (part) => {
    const used = [...imports].filter(([path]) => isIn(path, part));
    const packages = used.flatMap(([, found]) => packagesOf(found));
    expect([...new Set(packages)].sort()).toEqual([...pinsOf(part).keys()].sort());
  });

  test("the root, for kernel, scripts, grading and notebooks", () => {
    const outside = [...imports].filter(([path]) => !workspaces.some((one) => isIn(path, one)));
    const used = [...outside.map(([, found]) => found), ...notebooks.values()];
    const packages = used.flatMap(({ packages }) => packages);
    expect([...pinsOf(".").keys()]).toEqual(expect.arrayContaining(packages));
  });

  test("and all name the same version", () => {
    const pins = [...workspaces, "."].flatMap((part) => [...pinsOf(part)]);
    const differing = pins.filter(([name, version]) => new Map(pins).get(name) !== version);
    expect(differing).toEqual([]);
  });
});

test("notebooks import packages by their names, and the library's public surface only", () => {
  const found = [...notebooks].flatMap(([path, { files }]) => files.map((to) => [path, to]));
  const surfaces = ["lib/index.ts", "serving/index.ts", "cluster/index.ts"];
  expect(found.filter(([, to = ""]) => !surfaces.includes(to))).toEqual([]);
});

const notebooks = new Map<string, Imports>(
  listNotebooks().map((path) => {
    const cells = readNotebook(path).cells.filter((cell) => cell.cell_type === "code");
    return [path, importsOf(cells.map(textOf).join("\n"), path)];
  }),
);

function edges(): (readonly [from: string, to: string])[] {
  return [...imports].flatMap(([from, { files }]) => files.map((to) => [from, to] as const));
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** The imports that follow no arrow. */
function against(allowed: Readonly<Record<string, readonly string[]>>): string[] {
  return edges().flatMap(([from, to]) => {
    const part = Object.keys(allowed).find((one) => isIn(from, one));
    if (part === undefined || [part, ...(allowed[part] ?? [])].some((one) => isIn(to, one)))
      return [];
    if (exceptions.some(([one, other]) => one === from && other === to)) return [];
    return [`${from} imports ${to}`];
  });
}

function manifestOf(part: string) {
  return JSON.parse(readFileSync(join(root, part, "package.json"), "utf8"));
}

/** The versions of the packages that a package depends on. */
function pinsOf(part: string): ReadonlyMap<string, string> {
  const { dependencies, optionalDependencies = {} } = manifestOf(part);
  return new Map(Object.entries<string>({ ...dependencies, ...optionalDependencies }));
}

/** With our library, whose files are no package's elsewhere. */
function packagesOf({ files, packages }: Imports): readonly string[] {
  return files.includes("lib/index.ts") ? [...packages, "concurrency-lab"] : packages;
}
