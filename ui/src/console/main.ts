import "../kit/tokens.css";
import "../kit/base.css";
import "../kit/theme.svelte";
import { mount } from "svelte";
import { LiveSession } from "../wire/session.svelte";
import { readBootstrap } from "./bootstrap";
import Console from "./Console.svelte";

const bootstrap = readBootstrap();
const session = new LiveSession({ url: bootstrap.socket, side: "representative" });

mount(Console, { target: document.getElementById("app")!, props: { session, bootstrap } });
session.start();
