"use strict";
// Filtering, sorting, search and copying. The page is whole without it.
(() => {
  const form = document.getElementById("Filter");
  const shown = document.getElementById("Shown");
  const sorted = document.getElementById("Sorted");
  const topics = [...document.querySelectorAll(".topic")];
  const claims = [...document.querySelectorAll("article.claim")].map((element, place) => ({
    element, place, home: element.parentElement, text: null,
    verdict: element.dataset.verdict, topic: element.dataset.topic, rows: element.dataset.rows.split(" "),
    odds: Number(element.dataset.odds), draws: Number(element.dataset.draws),
  }));
  const orders = {
    "": null,
    odds: (a, b) => b.odds - a.odds || a.place - b.place,
    draws: (a, b) => b.draws - a.draws || a.place - b.place,
    name: (a, b) => (a.element.id < b.element.id ? -1 : 1),
  };
  const STATE = "#filter?";

  function wanted() {
    const data = new FormData(form);
    return {
      words: String(data.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean),
      verdicts: data.getAll("verdict"), topic: data.get("topic"), said: data.get("said"), sort: data.get("sort"),
    };
  }

  function words(claim) {
    if (claim.text === null) {
      const heads = claim.element.querySelectorAll(":scope > h4, :scope > p, :scope > ul");
      claim.text = [claim.topic, ...claim.rows, ...[...heads].map((head) => head.textContent)].join(" ").toLowerCase();
    }
    return claim.text;
  }

  function matches(claim, want) {
    return (!want.verdicts.length || want.verdicts.includes(claim.verdict))
      && (!want.topic || want.topic === claim.topic)
      && (!want.said || claim.rows.some((row) => row.startsWith(want.said + ":")))
      && want.words.every((word) => words(claim).includes(word));
  }

  let order = "";
  function arrange(name) {
    if (name === order) return;
    order = name;
    const list = orders[name] ? [...claims].sort(orders[name]) : claims;
    const flat = document.createDocumentFragment();
    for (const claim of list) (orders[name] ? flat : claim.home).append(claim.element);
    sorted.append(flat);
    sorted.hidden = !orders[name];
  }

  function show() {
    const want = wanted();
    arrange(want.sort);
    let count = 0;
    for (const claim of claims) {
      const fits = matches(claim, want);
      claim.element.hidden = !fits;
      count += fits;
    }
    for (const topic of topics) topic.hidden = !topic.querySelector("article.claim:not([hidden])");
    shown.textContent = count === claims.length ? "" : `${count.toLocaleString("en")} of ${claims.length.toLocaleString("en")} claims`;
  }

  function keep() {
    const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
    if (state) history.replaceState(null, "", STATE + state);
    else if (location.hash.startsWith(STATE)) history.replaceState(null, "", location.pathname + location.search);
  }

  function restore() {
    if (location.hash.startsWith(STATE)) {
      const state = new URLSearchParams(location.hash.slice(STATE.length));
      form.reset();
      for (const name of ["q", "topic", "said", "sort"]) form.elements[name].value = state.get(name) || "";
      for (const box of form.elements.verdict.length ? form.elements.verdict : [form.elements.verdict]) box.checked = state.getAll("verdict").includes(box.value);
      show();
      return;
    }
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    const claim = target.closest("article.claim");
    if (claim && claim.hidden) { form.reset(); show(); }
    for (let place = target; place; place = place.parentElement) if (place.tagName === "DETAILS") place.open = true;
    if (claim === target) claim.querySelector(":scope > details").open = true;
    target.scrollIntoView();
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => { show(); keep(); });
  });
  form.addEventListener("reset", () => setTimeout(() => { show(); keep(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.querySelector(".tiles").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    form.reset();
    for (const box of form.querySelectorAll("input[name=verdict]")) box.checked = box.value === link.dataset.verdict;
    show();
    event.preventDefault();
    keep();
    document.getElementById("Claims").scrollIntoView();
  });
  document.addEventListener("toggle", (event) => {
    for (const code of event.target.querySelectorAll(":scope > ol > li > code.command, :scope > ul > li > code.command")) offer(code);
  }, true);
  for (const code of document.querySelectorAll("#Trust .by > code.command")) offer(code);

  function offer(code) {
    if (code.nextElementSibling && code.nextElementSibling.className === "copy") return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    label(button, "copy");
    button.addEventListener("click", async () => {
      const done = await copied(code.textContent);
      if (!done) getSelection().selectAllChildren(code);
      label(button, done ? "copied" : "press Ctrl+C");
      setTimeout(() => label(button, "copy"), 2000);
    });
    code.after(button);
  }

  function label(button, word) {
    button.textContent = word;
    button.setAttribute("aria-label", word === "copy" ? "copy the command" : word);
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  form.hidden = false;
  addEventListener("hashchange", restore);
  restore();
})();
