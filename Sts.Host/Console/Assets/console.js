// What the pages can't do from the server: times in the reader's zone, the sound of answers, and what to do without a connection.

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dated = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

class LocalTime extends HTMLElement {
    static observedAttributes = ["at"];

    connectedCallback() {
        this.render();
    }

    attributeChangedCallback() {
        if (this.isConnected) {
            this.render();
        }
    }

    render() {
        const at = new Date(this.getAttribute("at"));
        if (Number.isNaN(at.getTime())) {
            this.textContent = this.getAttribute("at");
            return;
        }
        const isToday = at.toDateString() === new Date().toDateString();
        this.textContent = (isToday ? time : dated).format(at);
        this.title = whole.format(at);
    }
}

customElements.define("local-time", LocalTime);

// The skip link goes to the content without a change of the address, which the pages' router would follow.
document.addEventListener("click", event => {
    if (event.target.closest("[data-skip]")) {
        event.preventDefault();
        document.getElementById("content").focus();
    } else if (event.target.closest("[data-reload]")) {
        location.reload();
    }
});

// Once the host is back, a page that it no longer knows is loaded again by itself: unless somebody is writing, there is nothing to lose.
const notice = document.getElementById("components-reconnect-modal");
const isAnswering = async () => {
    try {
        return (await fetch("/health/live", { cache: "no-store" })).ok;
    } catch {
        return false;
    }
};
const isWriting = () => [...document.querySelectorAll("input, textarea")].some(field => field.type !== "radio" && field.dataset.draft !== undefined && field.value !== "");
let waiting = false;
const reloadWhenBack = async () => {
    if (waiting) {
        return;
    }
    waiting = true;
    while (!(await isAnswering())) {
        await new Promise(resolve => setTimeout(resolve, 2000));
    }
    waiting = false;
    if (!isWriting()) {
        location.reload();
    }
};
notice.addEventListener("components-reconnect-state-changed", async event => {
    if (event.detail.state === "rejected" || event.detail.state === "resume-failed") {
        await reloadWhenBack();
    } else if (event.detail.state === "failed") {
        // Blazor has given up; the circuit may still be there when the host is.
        while (!(await isAnswering())) {
            await new Promise(resolve => setTimeout(resolve, 2000));
        }
        if (!(await Blazor.reconnect())) {
            await reloadWhenBack();
        }
    }
});
