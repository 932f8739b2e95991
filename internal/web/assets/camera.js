// Reads a QR code with the camera, where the browser has one. Without this file a
// picture can be chosen.

const frames = 240; // that are looked at before the camera is stopped
const pause = 250; // milliseconds between two of them

const form = document.querySelector("form[data-scan]");
const room = document.querySelector("[data-camera]");
const [open, close, view] = ["open", "close", "view"].map((name) => room.querySelector(`[data-${name}]`));
const video = room.querySelector("video");
const said = room.querySelector("[role=status]");
let stream = null; // while the camera runs
let opening = 0; // counts, so that a camera that was closed while it opened stays closed

async function usable() {
  if (!navigator.mediaDevices?.getUserMedia) return false;
  return (await navigator.mediaDevices.enumerateDevices()).some((device) => device.kind === "videoinput");
}

function stop(text = "") {
  opening++;
  stream?.getTracks().forEach((track) => track.stop());
  stream = video.srcObject = null;
  view.hidden = true;
  open.hidden = false;
  said.textContent = text;
}

async function start() {
  stop();
  const mine = ++opening;
  open.hidden = true;
  let got;
  try {
    got = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1280 } } });
  } catch {
    if (mine === opening) stop(said.dataset.refused);
    return;
  }
  if (mine !== opening) {
    got.getTracks().forEach((track) => track.stop());
    return;
  }
  stream = video.srcObject = got;
  view.hidden = false;
  close.focus();
  await look(mine);
}

async function look(mine) {
  const read = await reader();
  await video.play().catch(() => {});
  for (let n = 0; n < frames && mine === opening; n++) {
    const found = video.videoWidth > 0 && (await read().catch(() => null));
    if (mine !== opening) return;
    if (found) {
      stop();
      send(...found);
      return;
    }
    await new Promise((done) => setTimeout(done, pause));
  }
  if (mine === opening) stop(said.dataset.tired);
}

// reader returns what looks at one frame: the browser itself where it can, and
// else the server. It finds the field of the form to send, or nothing.
async function reader() {
  let detector = await native().catch(() => null);
  return async () => {
    try {
      if (detector) return await ask(detector);
    } catch {
      detector = null; // some browsers have it, and nothing behind it
    }
    return askServer();
  };
}

async function native() {
  const formats = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats() : [];
  return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
}

async function ask(detector) {
  const [first] = await detector.detect(video);
  return first ? ["seen", first.rawValue] : null;
}

async function askServer() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d").drawImage(video, 0, 0);
  const frame = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  const body = new FormData();
  body.append("picture", frame, "frame.jpg");
  const answer = await fetch("/scan", { method: "POST", body });
  return answer.status === 200 ? ["picture", frame] : null;
}

// send sends the form with what was found, which never stands in the page.
function send(name, value) {
  form.addEventListener("formdata", (event) => {
    event.formData.delete("picture");
    if (name === "picture") event.formData.set(name, value, "frame.jpg");
    else event.formData.set(name, value);
  }, { once: true });
  form.submit();
}

if (await usable().catch(() => false)) {
  room.hidden = false;
  open.addEventListener("click", start);
  close.addEventListener("click", () => { stop(); open.focus(); });
  room.closest("details").addEventListener("toggle", (event) => { if (!event.target.open) stop(); });
  addEventListener("pagehide", () => stop());
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
}
