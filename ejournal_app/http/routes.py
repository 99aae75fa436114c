"""Our own HTTP addresses; each has its rule in `rules.py`."""

from starlette.routing import Route

from .attachments import show_attachment, upload_attachment
from .attendance_files import canteen_file, municipality_file, summary_file
from .auth import log_in, log_out, log_out_everywhere
from .class_marks_file import class_marks_file
from .feeds import calendar_feed
from .health import healthz
from .invitations import ask_for_password, choose_password, print_one_slip, print_slips
from .list_files import list_file
from .logo import show_logo, upload_logo
from .school_file import school_file
from .screen import public_screen
from .timeliness_files import heat_map_file, lines_file, report_file
from .uploads import upload_import


def http_routes() -> list[Route]:
    """Return the routes that stand in front of the pages."""
    return [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/auth/login", log_in, methods=["POST"]),
        Route("/auth/logout", log_out, methods=["POST"]),
        Route("/auth/logout-all", log_out_everywhere, methods=["POST"]),
        Route("/auth/invitation", choose_password, methods=["POST"]),
        Route("/auth/forgotten", ask_for_password, methods=["POST"]),
        Route("/lejupielade/ielugumi", print_slips, methods=["POST"]),
        Route("/lejupielade/ielugumi/persona", print_one_slip, methods=["POST"]),
        Route("/lejupielade/saraksts/{key}.xlsx", list_file, methods=["GET"]),
        Route(
            "/lejupielade/klase-vertejumi/{class_id:int}.xlsx",
            class_marks_file,
            methods=["GET"],
        ),
        Route("/lejupielade/savlaicigums.xlsx", heat_map_file, methods=["GET"]),
        Route(
            "/lejupielade/savlaicigums/{by}/{owner_id:int}/{week}.xlsx",
            lines_file,
            methods=["GET"],
        ),
        Route("/lejupielade/savlaicigums.pdf", report_file, methods=["GET"]),
        Route("/lejupielade/kavejumi/kopsavilkums/{kind}", summary_file, methods=["GET"]),
        Route("/lejupielade/kavejumi/edinatajam/{kind}", canteen_file, methods=["GET"]),
        Route(
            "/lejupielade/kavejumi/pasvaldibai/{file_id:int}", municipality_file, methods=["GET"]
        ),
        Route("/lejupielade/skola.zip", school_file, methods=["GET"]),
        Route("/lejupielade/logo", show_logo, methods=["GET"]),
        Route("/kalendars/{secret}.ics", calendar_feed, methods=["GET"]),
        Route("/ekrans/{secret}", public_screen, methods=["GET"]),
        Route("/augsupielade/logo", upload_logo, methods=["POST"]),
        Route("/augsupielade/pielikums", upload_attachment, methods=["POST"]),
        Route("/lejupielade/pielikums/{file_id:int}", show_attachment, methods=["GET"]),
        Route("/augsupielade/{kind}", upload_import, methods=["POST"]),
    ]
