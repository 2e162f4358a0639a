// The page of the PG simulator: it shows what the process holds and turns its dials. Everything comes from its API.
import { copy, select } from "./copy.js";
import { showDials } from "./dials.js";
import { showTransactions } from "./transactions.js";
import { ask, byId, make, say } from "./wire.js";

const REFRESH_MS = 1000;
const SUMMARY_EVERY = 5; // It adds up the whole day.
let refreshes = 0;
const won = new Intl.NumberFormat("en", { style: "currency", currency: "KRW" });

async function showCards() {
  const cards = await ask("GET", "/api/v1/test-cards");
  byId("cards").replaceChildren(...cards.map(({ cardNo, outcome, meaning }) => {
    const button = make("button", { type: "button", textContent: cardNo, ariaLabel: `Copy ${cardNo}, ${outcome}` });
    button.addEventListener("click", () => copyCard(cardNo));
    return make("li", {}, button, make("span", { className: "meaning", textContent: meaning }));
  }));
}

async function copyCard(cardNo) {
  if (await copy(cardNo)) {
    say("copied", `${cardNo} is on the clipboard.`);
    return;
  }

  const number = make("span", { textContent: cardNo });
  byId("copied").replaceChildren("This browser does not let the page copy. Here it is to copy by hand: ", number);
  select(number);
}

async function showOutcomes() {
  const outcomes = await ask("GET", "/api/v1/faults/outcomes");
  byId("outcomes").replaceChildren(...outcomes.map(({ name, meaning }) => {
    const button = make("button", { type: "button", textContent: name, title: meaning });
    button.addEventListener("click", () => script(Array(Number(byId("times").value) || 1).fill(name)));
    return button;
  }));
  byId("clear").addEventListener("click", () => script([]));
}

async function script(outcomes) {
  try {
    await ask("POST", "/api/v1/faults/script", { outcomes });
    await showScript(outcomes[0]);
  } catch (error) {
    say("script", error.message);
  }
}

async function showScript(name) {
  const { remaining } = await ask("GET", "/api/v1/faults/script");
  const requests = remaining === 1 ? "the next request" : `the next ${remaining} requests`;
  say("script", remaining === 0 ? "No script: cards and dice decide." : `Decided: ${requests}${name ? `, ${name}` : ""}.`);
}

async function showSummary() {
  const day = new Date().toLocaleDateString("sv", { timeZone: "Asia/Seoul" });
  const books = await ask("GET", `/api/v1/books/summary?date=${day}`);
  const tiles = [
    ["Payments", books.payments], ["Pending", books.pending], ["Succeeded", books.succeeded], ["Failed", books.failed],
    ["Cancels", books.cancels + books.cancelledBeforeCapture], ["Captured", won.format(books.capturedAmount)],
    ["Cancelled", won.format(books.cancelledAmount)], ["Net", won.format(books.netAmount)],
  ];
  byId("summary").replaceChildren(...tiles.map(([name, value]) =>
    make("div", {}, make("dt", { textContent: name }), make("dd", { textContent: value }))));
}

async function showFaultControl() {
  const available = await ask("GET", "/api/v1/faults").then(() => true, error => error.status !== 404);
  byId("faults").hidden = byId("dials").hidden = !available;
  byId("faults-off").hidden = available;
  if (available) {
    await Promise.all([showOutcomes(), showDials(), showScript()]);
  }

  return available;
}

function connected(isSo) {
  byId("connection").classList.toggle("lost", !isSo);
  say("connection", isSo ? "Live" : "The simulator does not answer. Trying again …");
}

async function keepFresh(hasFaults) {
  try {
    if (!document.hidden) {
      await Promise.all([showTransactions(won), refreshes++ % SUMMARY_EVERY === 0 ? showSummary() : null, hasFaults ? showScript() : null]);
      connected(true);
    }
  } catch {
    connected(false);
  } finally {
    setTimeout(keepFresh, REFRESH_MS, hasFaults);
  }
}

async function start() {
  try {
    await showCards();
    await keepFresh(await showFaultControl());
  } catch {
    connected(false);
    setTimeout(start, REFRESH_MS);
  }
}

start();
