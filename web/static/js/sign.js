/* Signing on the screen: what is drawn becomes the file of the field beside it. Without this file,
   or with a keyboard, a photograph of the signature is chosen instead. */
"use strict";
(() => {
  const LINE = 4;
  const prepare = (box) => {
    const canvas = box.querySelector("canvas");
    const input = box.parentElement.querySelector(`[name="${CSS.escape(box.dataset.sign)}"]`);
    const pen = canvas.getContext("2d");
    if (!input || !window.DataTransfer) return;
    let drawn = false;
    const clear = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      drawn = false;
    };
    const at = (event) => {
      const place = canvas.getBoundingClientRect();
      return [(event.clientX - place.left) * canvas.width / place.width,
        (event.clientY - place.top) * canvas.height / place.height];
    };
    const give = (blob) => {
      const files = new DataTransfer();
      if (blob) files.items.add(new File([blob], "签名.png", { type: "image/png" }));
      input.files = files.files;
      box.toggleAttribute("data-signed", Boolean(blob));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      pen.lineWidth = LINE;
      pen.lineCap = pen.lineJoin = "round";
      pen.beginPath();
      pen.moveTo(...at(event));
      pen.lineTo(...at(event));
      pen.stroke();
      drawn = true;
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      pen.lineTo(...at(event));
      pen.stroke();
    });
    canvas.addEventListener("pointerup", () => { if (drawn) canvas.toBlob(give); });
    box.querySelector("[data-sign-clear]").addEventListener("click", () => { clear(); give(null); });
    clear();
    box.hidden = false;
    box.dataset.sign = "";
  };
  const all = () => { for (const box of document.querySelectorAll("[data-sign]:not([data-sign=''])")) prepare(box); };
  document.body.addEventListener("htmx:afterSwap", all);
  addEventListener("drawn", all);                           /* the phone app draws its forms itself */
  all();
})();
