// What the pages can't do from the server: times in the reader's zone, and what to do without a connection.

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

// The host may be away for hours. It is looked for as long as the page is open, and not more and more seldom, as Blazor would.
const soon = 500;
const later = 2000;
Blazor.start({ circuit: { reconnectionOptions: { maxRetries: undefined, retryIntervalMilliseconds: attempt => (attempt < 4 ? soon : later) } } });

// A host that has started anew does not know the page any more, so it is loaded again by itself: unless somebody is writing, there is nothing to lose.
const isWriting = () => [...document.querySelectorAll("[data-draft]")].some(field => field.value !== "");
document.getElementById("components-reconnect-modal").addEventListener("components-reconnect-state-changed", event => {
    if (["rejected", "failed", "resume-failed"].includes(event.detail.state) && !isWriting()) {
        location.reload();
    }
});
