/** Pages that are lists and figures alone. */
import "./styles/lists.css";
