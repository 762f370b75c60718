/** Answers 200 to who knows the token: so that one server is found by the next who would start one. */
export const alivePath = "/alive"
