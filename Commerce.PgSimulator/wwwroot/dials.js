// The sliders, and a button for each fault of lookups and cancels, which no script decides. Their names come from the API: a name that ends in Rate is a share of 1, one that ends in Ms is milliseconds.
import { ask, byId, make, say } from "./wire.js";

const PATH = "/api/v1/faults";
const GROUPS = [
  ["Callback", /^callback/],
  ["Lookup", /^lookup/],
  ["Cancel", /^cancel/],
  ["Processing", /^(process|limit|invalid|never|late)/],
  ["Request", /./],
];
const ORDER = ["Request", "Processing", "Callback", "Lookup", "Cancel"];
const SLIDER_MAX = { Rate: 1, Ms: 60000, Copies: 100 };
const FIELD_MAX = { Rate: 1, Ms: 600000, Copies: 10000 };
const STEP = { Rate: 0.01, Ms: 100, Copies: 1 };
const SWITCHED = /^(lookup|cancel)/;
const SWITCHED_ON = { Rate: 1, Ms: 3000 };
const UNIT = { Rate: "rate", Ms: "ms", Copies: "times" };

export async function showDials() {
  const dials = await ask("GET", PATH);
  const names = Object.keys(dials).filter(name => name !== "seed");
  byId("dial-groups").replaceChildren(...ORDER.map(group => fieldset(group, names.filter(name => groupOf(name) === group))));
  byId("switches").replaceChildren(...names.filter(name => SWITCHED.test(name)).map(switchOf));
  show(dials);
  byId("dial-form").addEventListener("submit", event => event.preventDefault());
  byId("reseed").addEventListener("click", () => put({ ...values(), seed: byId("seed").valueAsNumber || 0 }, "The dice start anew."));
  byId("reset").addEventListener("click", () => put({}, "The configured values hold."));
}

const groupOf = name => GROUPS.find(([, pattern]) => pattern.test(name))[0];
const kindOf = name => name.match(/(Rate|Ms|Copies)$/)[1];

const wordsOf = name => name.replace(/(Rate|Ms)$/, "").replace(/([A-Z])/g, " $1").toLowerCase();

function switchOf(name) {
  const on = SWITCHED_ON[kindOf(name)];
  const words = kindOf(name) === "Ms" ? `${wordsOf(name)} ${on / 1000} s` : wordsOf(name);
  const button = make("button", { type: "button", textContent: words });
  button.dataset.dial = name;
  button.addEventListener("click", () => {
    const value = button.ariaPressed === "true" ? 0 : on;
    put({ ...values(), [name]: value }, `${wordsOf(name)}: ${value}`, "switched");
  });
  return button;
}

function fieldset(group, names) {
  return make("fieldset", {}, make("legend", { textContent: group }), make("div", { className: "dials" }, ...names.map(dial)));
}

function dial(name) {
  const kind = kindOf(name);
  const words = wordsOf(name);
  const label = make("label", { textContent: `${words} (${UNIT[kind]})`, htmlFor: name });
  const slider = make("input", { id: name, type: "range", min: kind === "Copies" ? 2 : 0, max: SLIDER_MAX[kind], step: STEP[kind] });
  const field = make("input", {
    id: `${name}-field`, type: "number", min: slider.min, max: FIELD_MAX[kind], step: kind === "Rate" ? "any" : 1, ariaLabel: `${words}, exact`,
  });
  slider.addEventListener("input", () => { field.value = slider.value; });
  for (const control of [slider, field]) {
    control.addEventListener("change", () => {
      field.value = control.value;
      put(values(), `${words}: ${control.value}`);
    });
  }

  return make("div", { className: "dial" }, label, slider, field);
}

const fields = () => [...document.querySelectorAll("#dial-groups input[type=number]")];
const nameOf = field => field.id.replace(/-field$/, "");
const values = () => Object.fromEntries(fields().map(field => [nameOf(field), field.valueAsNumber]));

async function put(dials, done, status = "dial-status") {
  try {
    show(await ask("PUT", PATH, dials));
    say(status, done);
  } catch (error) {
    say(status, error.message);
  }
}

function show(dials) {
  for (const field of fields()) {
    const name = nameOf(field);
    field.value = byId(name).value = dials[name];
    field.parentElement.classList.toggle("on", kindOf(name) === "Rate" && dials[name] > 0);
  }

  for (const button of byId("switches").children) {
    button.ariaPressed = String(dials[button.dataset.dial] > 0);
  }

  byId("seed").value = dials.seed;
}
