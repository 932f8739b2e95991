// Saves steps; every page works without it.

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// canonical reads a code as leniently as the server does; null if it cannot be one.
function canonical(text) {
  const plain = text.normalize("NFKC").toUpperCase().replace(/[\s\-‐‑‒–—―ー−_.]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return [...plain].every((c) => alphabet.includes(c)) ? plain : null;
}

function watchCodes() {
  for (const field of document.querySelectorAll("input[name=code]")) {
    const said = document.getElementById("code-said");
    field.addEventListener("blur", () => {
      if (field.value === "") return;
      const plain = canonical(field.value);
      const wrong = field.value.trim() === "" || plain?.length === 20 ? "" : !/[\p{L}\p{N}]/u.test(field.value) ? "blank" : plain === null ? "mistyped" : /^\d{19}$/.test(plain) ? "number" : "length";
      said.textContent = field.dataset[wrong] ?? "";
    });
    field.addEventListener("input", () => { said.textContent = ""; });
  }
}

// The code of another brand is known by its shape, and stays in the browser: what
// leads to that brand's way is shown instead.
function shapes() {
  const form = document.querySelector("form[data-shapes]");
  const field = form?.elements.code;
  if (!field) return;
  const brands = JSON.parse(form.dataset.shapes);
  const said = document.getElementById("code-said");
  const another = () => {
    const plain = field.value.normalize("NFKC").toUpperCase().replace(/[\s\-‐‑‒–—―ー−_.]/g, "");
    if (canonical(field.value)?.length === 20) return false;
    const ja = document.documentElement.lang === "ja";
    const near = (b) => ja && b.where === "JP";
    const like = brands.filter((b) => new RegExp(b.match).test(plain)).sort((a, b) => near(b) - near(a)).slice(0, 3);
    if (like.length === 0) return false;
    field.value = "";
    said.replaceChildren(form.dataset.shaped, ...like.flatMap((b) => {
      const link = document.createElement("a");
      link.href = `/ask?brand=${encodeURIComponent(b.id)}`;
      link.textContent = ja ? b.name.ja : b.name.en;
      return [" ", link];
    }));
    return true;
  };
  field.addEventListener("blur", another);
  form.addEventListener("submit", (event) => {
    if (another()) event.preventDefault();
  });
}

// Pictures are pasted and dropped as well as chosen; what is chosen is shown.
function drops() {
  const box = document.querySelector("[data-drop]");
  const field = box?.querySelector("input[type=file]");
  if (!field) return;
  const list = box.querySelector("[data-chosen]");
  const add = (files) => {
    if (files.length === 0) return;
    const all = new DataTransfer();
    for (const f of [...field.files, ...files]) all.items.add(f);
    field.files = all.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  field.addEventListener("change", () => list.replaceChildren(...[...field.files].map((f) => {
    const item = document.createElement("li");
    item.className = "chip";
    item.textContent = f.name;
    return item;
  })));
  addEventListener("paste", (event) => add([...event.clipboardData?.files ?? []]));
  for (const kind of ["dragover", "dragleave", "drop"]) {
    box.addEventListener(kind, (event) => {
      event.preventDefault();
      box.classList.toggle("over", kind === "dragover");
      if (kind === "drop") add([...event.dataTransfer.files]);
    });
  }
}

// What takes a while says so, and is not sent twice.
function sends() {
  for (const form of document.querySelectorAll("form[data-send]")) {
    form.addEventListener("submit", (event) => {
      const button = form.querySelector("button.main") ?? form.querySelector("button");
      if (button.hasAttribute("aria-busy")) { // it is on its way
        event.preventDefault();
        return;
      }
      const before = button.textContent;
      button.setAttribute("aria-busy", "true");
      button.textContent = button.dataset.send ?? form.dataset.send;
      addEventListener("pageshow", () => { // back again
        button.removeAttribute("aria-busy");
        button.textContent = before;
      }, { once: true });
    });
  }
}

function shares() {
  for (const button of document.querySelectorAll("[data-share]")) {
    if (!navigator.share) {
      button.hidden = true;
      button.classList.remove("script");
      continue;
    }
    button.addEventListener("click", () => navigator.share({ text: document.getElementById(button.dataset.share).value }).catch(() => {}));
  }
}

// Brands are found while their name is typed.
function finds() {
  const field = document.querySelector("[data-find]");
  const list = field && document.getElementById(field.dataset.find);
  if (!list) return;
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  field.addEventListener("input", () => {
    let found = 0;
    for (const item of list.children) {
      const fits = plain(item.dataset.names).includes(plain(field.value)); // in either language, as the server looks
      found += fits;
      item.hidden = !fits && !("any" in item.dataset);
    }
    document.getElementById(field.dataset.none).hidden = found > 0;
  });
}

function copies() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      const from = document.getElementById(button.dataset.copy);
      await navigator.clipboard.writeText(from.value ?? from.textContent);
      const before = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = before; }, 2000);
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
}

// A hand-over goes on at the other side: the page asks now and then how far it is.
function follows() {
  const steps = document.querySelector("[data-live]");
  if (!steps) return;
  let left = 360; // half an hour
  const look = async () => {
    if (!document.hidden) {
      left--;
      const text = await fetch(location.href).then((answer) => answer.text(), () => "");
      const now = new DOMParser().parseFromString(text, "text/html").querySelector("[data-live]");
      if (now && now.textContent !== steps.textContent) {
        location.reload();
        return;
      }
    }
    if (left > 0) setTimeout(look, 5000);
  };
  setTimeout(look, 2000);
}

// At the desk the keyboard is enough: / searches, j and k go from row to row, Enter
// opens, ? tells so.
function keyboard() {
  if (!document.body.classList.contains("desk")) return;
  const rows = [...document.querySelectorAll("main tbody tr a:first-of-type, main .rows > li > a:first-of-type, main .request a:first-of-type")];
  let at = -1;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (event.key === "/") document.getElementById("serial")?.focus();
    else if (event.key === "?") document.getElementById("keys")?.toggleAttribute("open");
    else if (step && rows.length > 0) {
      at = Math.min(Math.max(at + step, 0), rows.length - 1);
      rows[at].focus();
    } else return;
    event.preventDefault();
  });
}

// A receipt stands behind the # of the address, which no server sees. The page
// sends it in the body of its form.
function fragments() {
  const form = document.querySelector("form[data-fragment]");
  if (!form) return;
  const send = () => {
    if (location.hash.length < 2) return;
    form.elements[form.dataset.fragment].value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname + location.search);
    if (form.dataset.wait === undefined) form.submit(); // else somebody presses the button
  };
  addEventListener("hashchange", send);
  send();
}

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

// The browser checks the signature itself where it can.
async function signature() {
  const at = document.querySelector("[data-receipt]");
  if (!at || !at.dataset.receipt || !crypto.subtle) return;
  const [head, body, sign] = at.dataset.receipt.split(".");
  const { kid } = JSON.parse(new TextDecoder().decode(bytes(head)));
  const set = await (await fetch("/.well-known/jwks.json", { credentials: "omit" })).json();
  const jwk = set.keys.find((k) => k.kid === kid);
  if (!jwk) return;
  let key;
  try {
    key = await crypto.subtle.importKey("jwk", { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return; // this browser does not know the algorithm; the server has checked
  }
  const good = await crypto.subtle.verify({ name: "Ed25519" }, key, bytes(sign), new TextEncoder().encode(`${head}.${body}`));
  at.textContent = good ? at.dataset.good : at.dataset.bad;
  at.classList.add(good ? "ok" : "bad");
}

// solve finds the number that the gate asks for: docs/reference/gate.md.
async function solve(text, bits) {
  const encoder = new TextEncoder();
  for (let n = 0; ; n++) {
    const candidate = `${text}.${n}`;
    const hash = new DataView(await crypto.subtle.digest("SHA-256", encoder.encode(candidate)));
    if (bits <= 32 ? hash.getUint32(0) >>> (32 - bits) === 0 : false) return candidate;
  }
}

async function puzzles() {
  const at = document.querySelector("[data-puzzle]");
  if (!at || !crypto.subtle) return;
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") return; // whoever comes back is not sent forth again
  const forms = [...document.querySelectorAll("main form")]; // the one that was stopped is sent again
  const form = forms.find((f) => f.getAttribute("action") === at.dataset.form) ?? forms[0];
  if (!form) return;
  const work = document.createElement("input");
  work.type = "hidden";
  work.name = "work";
  work.value = await solve(at.dataset.puzzle, Number(at.dataset.bits));
  form.append(work);
  if (form.querySelector("[type=file]") && !form.querySelector("[name=held]")) at.textContent = at.dataset.ready; // files must be chosen again first
  else form.requestSubmit(form.querySelector("button.main"));
}

// A page that was saved shows how it stood then: the oldest file's time is that,
// unless the visitor says another. Times of the form are those of Japan.
function saved() {
  const seen = document.getElementById("seen");
  const fields = [...document.querySelectorAll("input[type=file]")];
  if (!seen || fields.length === 0) return;
  let told = false;
  seen.addEventListener("input", () => { told = seen.value !== ""; });
  for (const field of fields) {
    field.addEventListener("change", () => {
      const times = fields.flatMap((f) => [...f.files]).map((f) => f.lastModified);
      if (!told && times.length > 0) seen.value = new Date(Math.min(...times) + 9 * 3600e3).toISOString().slice(0, 16);
    });
  }
}

document.documentElement.classList.add("scripted");
copies();
fragments();
saved();
shapes();
watchCodes();
drops();
sends();
shares();
finds();
follows();
keyboard();
await Promise.all([signature(), puzzles()]);
