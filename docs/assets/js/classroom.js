// The classroom: questions that answer at once, the lecturer's view, and the projector. Nothing is stored.

export function offerQuestion(form) {
  const status = form.querySelector("[role=status]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const right = judge(form);
    status.textContent = right === null ? status.dataset.missing : right ? status.dataset.right : status.dataset.wrong;
  });
  form.addEventListener("change", () => (status.textContent = ""));
}

// Whether the answers of a question are right; null where there is none yet. Shows the feedback for what was chosen.
function judge(form) {
  const answers = [...form.querySelectorAll(".answer")];
  const controls = [...form.querySelectorAll("input, select")];
  const given = (control) => (control.type === "radio" || control.type === "checkbox" ? control.checked : control.value.trim());
  if (!controls.some(given)) return null;
  for (const answer of answers) {
    const feedback = answer.querySelector(".feedback");
    if (feedback) feedback.hidden = !given(answer.querySelector("input, select"));
  }
  return answers.every((answer) => isRight(answer.querySelector("input, select"), answer));
}

function isRight(control, answer) {
  if (control.tagName === "SELECT") return control.value === "right";
  if (control.dataset.accepted !== undefined) {
    const words = control.value.trim().toLocaleLowerCase().replace(/\s+/g, " ");
    return control.dataset.accepted.split("|").includes(words);
  }
  if (control.dataset.number !== undefined) return isNear(control);
  return control.checked === (answer.dataset.right === "true");
}

// Both decimal signs are understood, and a thousand may be grouped by the other one.
function isNear(control) {
  const wanted = Number(control.dataset.number);
  const typed = control.value.trim();
  const readings = [typed.replace(",", "."), typed.replace(/[.,](?=\d{3}(\D|$))/g, "")].map(Number);
  return readings.some((number) => Math.abs(number - wanted) <= Number(control.dataset.tolerance) + 1e-9);
}

// Opens or closes the solutions and the lecturer's notes of the whole lesson.
export function offerLecturerView(button) {
  button.addEventListener("click", () => {
    const pressed = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(pressed));
    document.querySelectorAll("article details:is(.lecturer, .solution)").forEach((box) => (box.open = pressed));
  });
}

// One segment at a time, in large type, with arrow keys and a timer of the segment.
export function offerProjector(button) {
  const lesson = document.querySelector("h2[data-minutes]").parentElement;
  const segments = collect(lesson);
  let bar;
  let current = 0;
  let clock;

  function show(index) {
    current = Math.max(0, Math.min(segments.length - 1, index));
    segments.forEach((nodes, at) => nodes.forEach((node) => node.toggleAttribute("data-shown", at === current)));
    stop();
    bar.querySelector("[data-place]").textContent = `${current + 1} / ${segments.length}`;
    scrollTo(0, 0);
    segments[current][0].focus();
  }

  const stop = () => {
    clearInterval(clock);
    bar.querySelector("[data-clock]").textContent = "";
  };

  function start() {
    stop();
    const end = performance.now() + Number(segments[current][0].dataset.minutes ?? 5) * 60_000;
    const tick = () => {
      const left = Math.round((end - performance.now()) / 1000);
      const [minutes, seconds] = [Math.floor(Math.abs(left) / 60), Math.abs(left) % 60];
      bar.querySelector("[data-clock]").textContent = `${left < 0 ? "+" : ""}${minutes}:${String(seconds).padStart(2, "0")}`;
    };
    tick();
    clock = setInterval(tick, 1000);
  }

  function leave() {
    stop();
    bar.remove();
    removeEventListener("keydown", onKey);
    document.documentElement.classList.remove("projector");
    lesson.classList.remove("projector-lesson");
    button.focus();
  }

  function onKey(event) {
    if (event.target.closest("input, select, textarea")) return;
    const actions = { ArrowRight: () => show(current + 1), ArrowLeft: () => show(current - 1), Escape: leave };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  button.addEventListener("click", () => {
    document.documentElement.classList.add("projector");
    lesson.classList.add("projector-lesson");
    bar = document.createElement("div");
    bar.className = "projector-bar";
    const add = (label, action) => {
      const own = document.createElement("button");
      Object.assign(own, { type: "button", className: "site-button", textContent: label });
      own.addEventListener("click", action);
      bar.append(own);
    };
    add(button.dataset.previous, () => show(current - 1));
    add(button.dataset.next, () => show(current + 1));
    add(button.dataset.start, start);
    for (const name of ["place", "clock"]) {
      const text = document.createElement("span");
      text.setAttribute(`data-${name}`, "");
      bar.append(text);
    }
    add(button.dataset.end, leave);
    lesson.prepend(bar);
    addEventListener("keydown", onKey);
    show(0);
  });
}

// The segments of a lesson: each timed heading with what follows it, up to the next heading.
function collect(lesson) {
  const segments = [];
  let open = false;
  for (const node of lesson.children) {
    if (node.tagName === "H2") {
      open = node.dataset.minutes !== undefined;
      if (open) {
        node.tabIndex = -1;
        segments.push([]);
      }
    }
    if (open) segments.at(-1).push(node);
  }
  return segments;
}
