// The colours: those of the system, or the ones that somebody chose in this browser. Runs before the page is drawn.
const key = "sts.theme";
const choices = { "": "System", light: "Light", dark: "Dark" };

const stored = () => {
    try {
        return localStorage.getItem(key) ?? "";
    } catch {
        return ""; // Storage may be forbidden; the choice then lasts as long as the page.
    }
};

const apply = choice => {
    if (choice) {
        document.documentElement.dataset.theme = choice;
    } else {
        delete document.documentElement.dataset.theme;
    }
};

class ThemeSwitch extends HTMLElement {
    connectedCallback() {
        const chosen = document.documentElement.dataset.theme ?? "";
        const group = document.createElement("fieldset");
        const legend = document.createElement("legend");
        legend.textContent = "Colours";
        group.append(legend);
        for (const [value, name] of Object.entries(choices)) {
            const label = document.createElement("label");
            const radio = Object.assign(document.createElement("input"), { type: "radio", name: "theme", value, checked: value === chosen });
            label.append(radio, Object.assign(document.createElement("span"), { textContent: name }));
            group.append(label);
        }
        group.addEventListener("change", event => {
            apply(event.target.value);
            try {
                localStorage.setItem(key, event.target.value);
            } catch {
                // As above.
            }
        });
        this.replaceChildren(group);
    }
}

apply(stored());
customElements.define("theme-switch", ThemeSwitch);
