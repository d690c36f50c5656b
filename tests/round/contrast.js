// The texts that have less contrast to what is behind them than WCAG 2.2 asks for at level AA (1.4.3): 4.5 to 1.
() => {
  const numbers = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *:not(svg *)")) {
    const words = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!words.length || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [dark, light] = [luminance(numbers(style.color)), luminance(behind(element))].sort((a, b) => a - b);
    if ((light + 0.05) / (dark + 0.05) < 4.5) poor.push(`${element.className} ${words[0].data.trim()}`);
  }
  return poor;
}
