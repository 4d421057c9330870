/** What every page has: the look, the language, the fonts. */
import "./styles/base.css";
