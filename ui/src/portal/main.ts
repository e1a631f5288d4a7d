import { mount } from "svelte";
import "../kit/tokens.css";
import "../kit/base.css";
import Portal from "./Portal.svelte";
import { readBootstrap } from "./bootstrap";

mount(Portal, { target: document.getElementById("app")!, props: { bootstrap: readBootstrap() } });
