// Draws /openapi.json in the words of its page. Everything goes in as text, never as markup.

const words = JSON.parse(document.body.dataset.words);

const methods = ["get", "post", "put", "patch", "delete"];

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// A single line break is how the text was written, a blank line begins a paragraph.
function paragraphs(text) {
  return (text ?? "").split(/\n{2,}/).map((part) => el("p", {}, part.replaceAll("\n", " ")));
}

function resolve(spec, schema) {
  if (!schema || !schema.$ref) return schema ?? {};
  return spec.components.schemas[schema.$ref.split("/").pop()] ?? {};
}

function typeOf(spec, schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.anyOf) return schema.anyOf.map((s) => typeOf(spec, s)).join(words.or);
  if (schema.type === "array") return words.list.replace("%", typeOf(spec, schema.items ?? {}));
  const type = [schema.type ?? "any"].flat().join(words.or);
  return schema.format ? `${type} (${schema.format})` : type;
}

function fields(spec, schema) {
  const whole = resolve(spec, schema.type === "array" ? schema.items : schema);
  const names = Object.keys(whole.properties ?? {});
  if (names.length === 0) return null;
  const rows = names.map((name) => {
    const field = whole.properties[name];
    const needed = (whole.required ?? []).includes(name) ? "" : words.optional;
    const values = field.enum ? words.oneOf.replace("%", field.enum.join(", ")) : "";
    return el("tr", {}, el("td", {}, el("code", {}, name)), el("td", {}, typeOf(spec, field) + needed), el("td", {}, values + (field.description ?? "")));
  });
  return el("table", {}, el("tbody", {}, ...rows));
}

function body(spec, title, content) {
  const parts = [];
  for (const [type, media] of Object.entries(content ?? {})) {
    parts.push(el("h4", {}, `${title} (${type})`), fields(spec, media.schema ?? {}));
    if (media.example !== undefined) parts.push(el("pre", { tabindex: "0" }, JSON.stringify(media.example, null, 2)));
  }
  return parts;
}

function parameters(list) {
  if (!list?.length) return [];
  const rows = list.map((p) => el("tr", {}, el("td", {}, el("code", {}, p.name)), el("td", {}, p.in + (p.required ? "" : words.optional)), el("td", {}, p.description ?? "")));
  return [el("h4", {}, words.parameters), el("table", {}, el("tbody", {}, ...rows))];
}

function answers(spec, responses) {
  const parts = [], rows = [];
  for (const [status, response] of Object.entries(responses)) {
    const { "application/problem+json": problem, ...content } = response.content ?? {};
    if (status < "300") parts.push(...body(spec, words.answer + " " + status, content));
    if (status < "300" && Object.keys(content).length === 0) parts.push(el("h4", {}, words.answer + " " + status), el("p", {}, words.noBody));
    for (const reason of Object.keys(problem?.examples ?? {})) {
      rows.push(el("tr", {}, el("td", {}, status), el("td", {}, el("a", { href: "#" + reason }, el("code", {}, reason)))));
    }
  }
  if (rows.length) parts.push(el("details", {}, el("summary", {}, words.some.replace("%", rows.length)), el("table", {}, el("tbody", {}, ...rows))));
  return parts;
}

function call(spec, path, method, op) {
  return el("section", { id: op.operationId },
    el("h3", {}, el("span", { class: "method" }, method.toUpperCase()), el("code", {}, path)),
    el("p", {}, op.summary ?? ""), ...paragraphs(op.description),
    ...parameters(op.parameters), ...body(spec, words.body, op.requestBody?.content), ...answers(spec, op.responses ?? {}));
}

function problems(calls) {
  const seen = new Map();
  for (const { op } of calls) {
    for (const response of Object.values(op.responses ?? {})) {
      for (const [reason, example] of Object.entries(response.content?.["application/problem+json"]?.examples ?? {})) seen.set(reason, example.value);
    }
  }
  const rows = [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reason, p]) =>
    el("tr", { id: reason }, el("td", {}, el("code", {}, reason)), el("td", {}, String(p.status)), el("td", {}, words.reasons?.[reason] ?? p.detail)));
  return el("section", { id: "problems" }, el("h2", {}, words.problems), el("table", {}, el("tbody", {}, ...rows)));
}

// fold hides the list of calls on a narrow screen until it is asked for.
function fold(list) {
  const narrow = matchMedia("(max-width: 37.49rem)"), follow = () => { list.open = !narrow.matches; };
  narrow.addEventListener("change", follow);
  list.addEventListener("click", (event) => { if (event.target.closest("a")) follow(); });
  follow();
}

function draw(spec) {
  document.title += ` ${spec.info.version}`;
  document.getElementById("intro").replaceChildren(...paragraphs(words.lead || spec.info.description));
  const calls = Object.entries(spec.paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => ({ path, method, op: item[method] })));
  const nav = document.getElementById("calls"), main = document.getElementById("reference");
  for (const tag of spec.tags ?? []) {
    const mine = calls.filter(({ op }) => op.tags?.includes(tag.name));
    if (mine.length === 0) continue;
    nav.append(el("strong", {}, tag.name), el("ul", {}, ...mine.map(({ path, method, op }) =>
      el("li", {}, el("a", { href: "#" + op.operationId }, `${method.toUpperCase()} ${path}`)))));
    main.append(el("h2", {}, tag.name), el("p", {}, tag.description ?? ""), ...mine.map(({ path, method, op }) => call(spec, path, method, op)));
  }
  nav.append(el("ul", {}, el("li", {}, el("a", { href: "#problems" }, words.problems))));
  main.append(problems(calls));
  fold(nav);
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

try {
  const answer = await fetch("/openapi.json");
  if (!answer.ok) throw new Error(`/openapi.json answered ${answer.status}`);
  draw(await answer.json());
} catch (error) {
  document.getElementById("intro").textContent = words.failed + " " + error.message;
}
