// Shows what a receipt says and whether it still holds. The receipt comes from
// behind the # of the address and goes into the body of one request: nowhere else.

const words = {
  en: {
    checking: "Checking the receipt…",
    empty: ["There is no receipt in this link", "Open the whole link that you were given, with what stands behind the #."],
    failed: "The receipt could not be checked", again: "Try again", offline: "The issuer's server did not answer.",
    genuine: "Genuine receipt", outdated: "Genuine, but changed since", forged: "Not genuine", expired: "Too old to rely on", rewritten: "The book contradicts this receipt",
    receipt_malformed: "This is not a whole receipt: the link is damaged, or somebody changed it.",
    receipt_algorithm: "It is signed in a way that is not allowed. Do not rely on it.",
    receipt_key: "It is not signed by this issuer. Do not rely on it.",
    receipt_signature: "The signature does not match: somebody changed the receipt.",
    receipt_expired: "The signature is the issuer's, but the receipt's validity has ended. Ask for a new one.",
    receipt_audience: "It was made for somebody else.", receipt_nonce: "It answers another question.",
    why: "The signature is this issuer's and the card's history leads from then to now.",
    torn: "The signature is the issuer's, but the card's history does not lead from the receipt to now. Keep the receipt: it is evidence.",
    far: "The signature is this issuer's. Too much has happened since to walk the card's whole history: ask the issuer to join then and now.",
    then: "What it said then", now: "What is true now", same: "Nothing has changed since.", changed: "This has changed since.", gone: "The issuer's book has no such card.",
    asOf: "As of", of: (left, face) => `${left} of ${face} left`, left: (left) => `${left} left`,
    unspent: "Unspent", active: "Partly used", inactive: "Not activated", claimed: "Claimed to an account", spent: "Used up", void: "Cancelled",
    replaced: "Replaced by a new code", expiredCard: "Expired", frozen: "Stopped by the issuer", held: "Reserved for somebody",
    issuer: "Issuer", card: "Card", program: "Program", audience: "Made for", nonce: "Repeats", until: "Receipt valid until", cardUntil: "Card valid until",
    stranger: "The receipt names who it was made for. If that is not you, ask for one of your own.",
    origin: "Rely on this page only if the address bar shows the issuer you know. To check without it:",
  },
  ja: {
    checking: "証明書を確認しています…",
    empty: ["このリンクには証明書がありません", "# より後ろも含めて、受け取ったリンク全体を開いてください。"],
    failed: "証明書を確認できませんでした", again: "もう一度試す", offline: "発行者のサーバーが応答しませんでした。",
    genuine: "本物の証明書です", outdated: "本物ですが、その後に変化がありました", forged: "本物ではありません", expired: "有効期限が切れた証明書です", rewritten: "台帳がこの証明書と食い違っています",
    receipt_malformed: "完全な証明書ではありません。リンクが壊れているか、書き換えられています。",
    receipt_algorithm: "認められていない方式で署名されています。信用しないでください。",
    receipt_key: "この発行者の署名ではありません。信用しないでください。",
    receipt_signature: "署名が一致しません。証明書が書き換えられています。",
    receipt_expired: "署名は発行者のものですが、証明書の有効期限が過ぎています。新しい証明書を求めてください。",
    receipt_audience: "別の相手に宛てた証明書です。", receipt_nonce: "別の問いに答えた証明書です。",
    why: "署名はこの発行者のもので、カードの履歴は当時から現在までつながっています。",
    torn: "署名は発行者のものですが、カードの履歴が証明書から現在までつながりません。証拠になりますので、証明書を保管してください。",
    far: "署名はこの発行者のものです。その後の出来事が多く、履歴のつながりは確かめていません。発行者に問い合わせてください。",
    then: "証明書の時点では", now: "現在は", same: "その後、変化はありません。", changed: "その後、変化がありました。", gone: "発行者の台帳にこのカードはありません。",
    asOf: "時点", of: (left, face) => `残高 ${left}（額面 ${face}）`, left: (left) => `残高 ${left}`,
    unspent: "未使用", active: "一部使用済み", inactive: "未有効化", claimed: "アカウントに登録済み", spent: "使用済み", void: "取り消し済み",
    replaced: "新しいコードに交換済み", expiredCard: "有効期限切れ", frozen: "発行者が停止中", held: "取り置き中",
    issuer: "発行者", card: "カード", program: "種類", audience: "宛先", nonce: "照合文字列", until: "証明書の有効期限", cardUntil: "カードの有効期限",
    stranger: "証明書には宛先があります。あなたの宛名でなければ、あなた宛ての証明書を求めてください。",
    origin: "アドレスバーが、ご存じの発行者のものであるときだけ、このページを信用してください。このページを使わずに確かめるには：",
  },
};

// The digits of ISO 4217, not of the browser, which rounds some currencies.
const noMinorUnits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
const threeMinorUnits = "BHD IQD JOD KWD LYD OMR TND";

function money(lang, { amount, currency }) {
  const digits = noMinorUnits.includes(currency) ? 0 : threeMinorUnits.includes(currency) ? 3 : 2;
  return new Intl.NumberFormat(lang, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount / 10 ** digits);
}

function time(lang, text) {
  return new Intl.DateTimeFormat(lang, { year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" }).format(new Date(text));
}

function standing(say, card) {
  if (card.unspent) return say.unspent;
  if (card.state === "expired") return say.expiredCard;
  if (card.state !== "active") return say[card.state] ?? card.state;
  if (card.frozen) return say.frozen;
  return card.held ? say.held : say.active;
}

function seen(lang, say, card) {
  const left = money(lang, card.balance), face = money(lang, card.face);
  return { big: standing(say, card), tone: card.unspent ? "ok" : "note", value: left === face ? say.left(left) : say.of(left, face), when: `${say.asOf}: ${time(lang, card.asOf)}` };
}

// verdict turns an answer of /v1/receipts/verify into what the page shows.
export function verdict(status, answer, lang) {
  const say = words[lang];
  if (status !== 200) {
    const why = say[answer.reason];
    if (!answer.reason?.startsWith("receipt_")) return { title: say.failed, tone: "note", why: answer.detail ?? say.offline, again: true };
    const expired = answer.reason === "receipt_expired";
    return { title: expired ? say.expired : say.forged, tone: expired ? "note" : "bad", why: why ?? answer.detail };
  }
  const { then, now, changed, joined, walked } = answer;
  const whole = now !== null && (joined || !walked);
  const facts = [[say.issuer, then.issuer], [say.card, then.serial], [say.program, then.program], [say.audience, then.audience], [say.nonce, then.nonce],
    [say.until, time(lang, then.validUntil)], [say.cardUntil, then.expiresAt && time(lang, then.expiresAt)]];
  return {
    title: !whole ? say.rewritten : changed ? say.outdated : say.genuine, tone: !whole ? "bad" : changed ? "note" : "ok", why: !whole ? say.torn : walked ? say.why : say.far,
    then: { title: say.then, ...seen(lang, say, then) },
    now: now === null ? { title: say.now, big: say.gone, tone: "bad" } :
      { title: say.now, ...seen(lang, say, now), since: changed ? say.changed : say.same, sinceTone: changed ? "note" : "ok" },
    stranger: then.audience ? say.stranger : null,
    facts: facts.filter(([, value]) => value),
  };
}

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function part(p) {
  return el("section", {}, el("h2", {}, p.title), el("p", { class: `big ${p.tone}` }, p.big), p.value ? el("p", { class: "big" }, p.value) : null,
    p.when ? el("p", {}, p.when) : null, p.since ? el("p", { class: p.sinceTone }, el("strong", {}, p.since)) : null);
}

function draw(say, v) {
  document.title = v.title;
  const again = el("button", { type: "button" }, say.again);
  again.addEventListener("click", run);
  document.getElementById("answer").replaceChildren(el("h1", { class: v.tone }, v.title), ...[
    v.why && el("p", {}, v.why), v.again && again,
    v.then && part(v.then), v.now && part(v.now),
    v.stranger && el("section", {}, el("p", {}, v.stranger)),
    v.facts && el("section", {}, el("dl", {}, ...v.facts.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]))),
    v.origin && el("section", { class: "small" }, el("p", {}, v.origin), el("pre", {}, "unspent verify FILE --keys jwks.json")),
  ].filter(Boolean));
}

async function ask(receipt) {
  try {
    const answer = await fetch("/v1/receipts/verify", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ receipt }), cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" });
    return [answer.status, await answer.json()];
  } catch {
    return [0, {}];
  }
}

async function run() {
  const lang = navigator.language.toLowerCase().startsWith("ja") ? "ja" : "en", say = words[lang];
  document.documentElement.lang = lang;
  const receipt = location.hash.slice(1);
  if (receipt === "") return draw(say, { title: say.empty[0], tone: "note", why: say.empty[1] });
  draw(say, { title: say.checking, tone: "" });
  const [status, answer] = await ask(receipt);
  if (receipt === location.hash.slice(1)) draw(say, { ...verdict(status, answer, lang), origin: say.origin });
}

if (typeof document !== "undefined") {
  addEventListener("hashchange", run);
  await run();
}
