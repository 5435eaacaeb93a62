// Plays answers one after the other.
const waiting = [];
let current = null;

const next = async () => {
    const path = waiting.shift();
    if (!path) {
        current = null;
        return null;
    }
    current = new Audio(path);
    current.addEventListener("ended", next);
    current.addEventListener("error", next);
    try {
        await current.play();
        return null;
    } catch (error) {
        if (error.name === "NotAllowedError") {
            stop();
            return "The browser plays no sound before you have clicked on the page. Click, and play the answer again.";
        }
        return null; // It was stopped, or its sound is no longer kept: the next one goes on.
    }
};

export const play = async path => {
    waiting.push(path);
    return current ? null : await next();
};

export const stop = () => {
    waiting.length = 0;
    current?.pause();
    current = null;
};
