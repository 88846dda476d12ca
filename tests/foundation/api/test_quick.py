import json
from tests.actors import Actors, actors
from tests.foundation.api.programs import *
def test_x(actors):
    p = program_of(actors.secretariat)
    for path in ("/me","/permissions","/networks","/networks/mang-luoi-a","/networks/mang-luoi-a/counts","/networks/mang-luoi-a/members","/organisations","/people","/rounds","/nope"):
        a = p.get(path); print(path, a.status_code, a.content.decode()[:300])
    a = p.post("/organisations", {"name_vi":"Quỹ A","name_en":"Fund A","legal_form":"social_fund","source":"x","since":"2020-01-01"}); print(a.status_code, a.headers, a.content.decode())
    a = p.post("/organisations", {"name_vi":" ","name_en":"Fund A","legal_form":"social_fund","since":0, "x":1}); print(a.status_code, a.headers, a.content.decode())
    from tcvm.foundation.api.document import document
    d = document("vi"); print(json.dumps(d["paths"]["/organisations"], ensure_ascii=False, indent=1)[:5000])
    for lang in ("vi","en"):
        a = Client().get(f"/{lang}/api/"); print(a.status_code, len(a.content)); 
    c = actors.client("administrator"); a=c.get("/vi/me/tokens/"); print(a.status_code); a=c.post("/vi/me/tokens/", {"do":"create","name":"x","scopes":["register:read"],"days":"30","once":"abc"}); print(a.status_code, "tcvm_" in a.content.decode()); a=c.get("/vi/people/network/mang-luoi-a/services/"); print(a.status_code)
