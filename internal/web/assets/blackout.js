// Blacks out parts of a picture before it is sent: what leaves the browser is the
// picture as it was left, and nothing of what is under the black.

const form = document.querySelector("template[data-blackout]");
const most = 2400; // pixels of the longer side that are kept

// edit shows a picture to be blacked out, and returns it as a file; null if it was left as it is.
async function edit(file) {
  const picture = await createImageBitmap(file);
  const box = form.content.firstElementChild.cloneNode(true);
  const canvas = box.querySelector("canvas");
  const scale = Math.min(1, most / Math.max(picture.width, picture.height));
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const paint = canvas.getContext("2d");
  const black = []; // rectangles of the canvas
  const draw = () => {
    paint.fillStyle = "#fff";
    paint.fillRect(0, 0, canvas.width, canvas.height);
    paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
    paint.fillStyle = "#000";
    for (const r of black) paint.fillRect(...r);
  };
  const at = (event) => {
    const seen = canvas.getBoundingClientRect();
    return [(event.clientX - seen.left) * canvas.width / seen.width, (event.clientY - seen.top) * canvas.height / seen.height];
  };
  let from = null;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    from = at(event);
    black.push([...from, 0, 0]);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = at(event);
    black[black.length - 1] = [Math.floor(Math.min(x, from[0])), Math.floor(Math.min(y, from[1])), Math.ceil(Math.abs(x - from[0])), Math.ceil(Math.abs(y - from[1]))];
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (from && (black.at(-1)[2] < 4 || black.at(-1)[3] < 4)) black.pop(); // a touch is no rectangle
      from = null;
      draw();
    });
  }
  box.querySelector("[data-undo]").addEventListener("click", () => { black.pop(); draw(); });
  box.querySelector("[data-done]").addEventListener("click", () => box.close("done"));
  box.querySelector("[data-leave]").addEventListener("click", () => box.close(""));
  draw();
  document.body.append(box);
  box.showModal();
  await new Promise((closed) => box.addEventListener("close", closed, { once: true }));
  box.remove();
  if (box.returnValue !== "done" || black.length === 0) return null;
  const kind = file.type === "image/png" ? "image/png" : "image/jpeg";
  const blob = await new Promise((made) => canvas.toBlob(made, kind, 0.92));
  const name = kind === file.type ? file.name : file.name.replace(/(\.[^.]*)?$/, ".jpg");
  return new File([blob], name, { type: kind, lastModified: file.lastModified });
}

function watch(field) {
  const drop = field.closest("[data-drop]");
  let list = drop?.querySelector("[data-chosen]");
  if (!list) {
    list = document.createElement("ul");
    list.className = "shots";
    field.after(list);
  }
  const hidden = new WeakSet();
  const offer = () => {
    if (!drop) { // else the page has listed them
      list.replaceChildren(...[...field.files].map((f) => {
        const item = document.createElement("li");
        item.className = "chip";
        item.textContent = f.name;
        return item;
      }));
    }
    for (const [i, file] of [...field.files].entries()) {
      if (!/^image\/(png|jpeg|webp|gif)$/.test(file.type)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "hide";
      button.textContent = hidden.has(file) ? form.dataset.more : form.dataset.blackout;
      button.addEventListener("click", async () => {
        const left = await edit(file).catch(() => null);
        if (!left) return;
        hidden.add(left);
        const all = new DataTransfer();
        for (const [k, f] of [...field.files].entries()) {
          all.items.add(k === i ? left : f);
        }
        field.files = all.files;
        for (const f of field.files) if (f.name === left.name && f.size === left.size) hidden.add(f);
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
      list.children[i].append(" ", button);
    }
  };
  field.addEventListener("change", offer);
  offer();
}

if (form) for (const field of document.querySelectorAll("main input[type=file]:not([name=picture])")) watch(field);
