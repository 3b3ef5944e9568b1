// Keeps a text in this browser, or says once what it kept; without storage nothing is kept.

const NAME = "vertebroplasty report";

export default function ({ data, setTriggerValue }) {
  try {
    if (data.keep !== null) return localStorage.setItem(NAME, data.keep);
    const kept = localStorage.getItem(NAME);
    if (kept) setTriggerValue("kept", kept);
  } catch (error) {
    console.warn("The report is not kept:", error);
  }
}
