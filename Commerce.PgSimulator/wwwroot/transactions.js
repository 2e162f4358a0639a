// The table of the newest transactions. A row stays the same element while its transaction changes, so that a selection survives.
import { ask, byId, make } from "./wire.js";

const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: "Asia/Seoul" });
const CALLBACKS = { SENT: "delivered", WAITING: "on its way", LOST: "lost" };

export async function showTransactions(won) {
  const latest = await ask("GET", "/api/v1/books/latest");
  const body = document.querySelector("#latest tbody");
  const known = new Map([...body.rows].map(row => [row.id, row]));
  body.replaceChildren(...latest.map(transaction => {
    const row = known.get(transaction.transactionKey) ?? make("tr", { id: transaction.transactionKey });
    const signature = JSON.stringify(transaction);
    if (row.dataset.signature !== signature) {
      row.dataset.signature = signature;
      row.replaceChildren(...cells(transaction, won));
    }

    return row;
  }));
  byId("latest").hidden = latest.length === 0;
  byId("empty").hidden = latest.length > 0;
}

function cells(transaction, won) {
  const { transactionKey, userId, orderId, cardType, cardNo, amount, status, reason, createdAt, callback } = transaction;
  return [
    cell("Time", time.format(new Date(createdAt))),
    cell("Transaction", transactionKey),
    cell("Order", orderId, `user ${userId}`),
    cell("Card", cardNo, cardType),
    cell("Amount", won.format(amount), "", "number"),
    cell("Status", status, reason, `status-${status}`),
    cell("Callback", CALLBACKS[callback] ?? "–"),
  ];
}

function cell(label, text, detail = "", className = "") {
  const content = make("div", { textContent: text });
  if (detail) {
    content.append(make("small", { textContent: detail, lang: /[가-힣]/.test(detail) ? "ko" : "en" }));
  }

  const element = make("td", { className }, content);
  element.dataset.label = label;
  return element;
}
