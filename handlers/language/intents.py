"""Messages that are unsafe, orders that change a round, corrections, and answers to a question for yes or no."""

# ruff: noqa: E501 (one pattern, one line)

from __future__ import annotations

from handlers.language.patterns import build

UNSAFE = build(
    [
        (
            "injection",
            """
            (quen|bo_qua|lo|ignore|xoa) [het|moi|tat_ca|toan_bo] [cac|nhung|lenh] (chi_dan|lenh|huong_dan|quy_tac|yeu_cau|chi_thi|previous) [cu|truoc|tren|do]
            (quen|bo_qua) (het|moi|tat_ca|toan_bo) [cac|nhung] (lenh|chi_dan|quy_dinh|huong_dan|dieu|gi)
            ignore [all|the] (previous|instructions|above)
            (drop|truncate|alter) table
            delete from
            select … from
            union select
            insert into
            or 1 = 1
            1 = 1
            script alert
            (dong_vai|gia_vo|gia_lam|hay_la|lam_nhu) [la] (quan_tri|admin|he_thong|can_bo|lanh_dao|chu_tich|mot_ai)
            (cho|cap|lam|doi|nang) … quyen (admin|quan_tri|can_bo|cao_nhat)
            cho [toi|em|minh] lam (quan_tri|admin)
            (ban|may|em) [bay_gio|gio] la (admin|quan_tri|mot_con|mot_ai)
            (tu_gio|tu_nay|bay_gio) (ban|may|em) la …
            (in|hien|cho_xem|dua|doc|tiet_lo) … (system_prompt|prompt|cau_lenh_he_thong|mat_khau_quan_tri|ma_nguon|token)
            (system|developer) (prompt|mode)
            (che_do|mode) (quan_tri|admin|nha_phat_trien)
            sudo
            (sua|doi|dat|cho) [tat_ca|het|toan_bo|moi] [cac|so|so_lieu] … (thanh|la|len) 100 (%|phan_tram) (het|tat_ca)
            jailbreak
            """,
        ),
        (
            "privacy",
            """
            (cho|gui|xem|lay|xin|tim|doc|tra|biet) … (so_dien_thoai|so_cccd|can_cuoc_cong_dan|so_can_cuoc|cmnd|cccd|so_tai_khoan|mat_khau|dia_chi|ngay_sinh|thong_tin_ca_nhan|ma_otp|otp) [nha] [cua] (ong|ba|chi|nha|nguoi|anh|chu|co|bac|tung|cac_ho|ho|tat_ca|dan|ba_con|moi_nguoi|hang_xom|chi_ay|anh_ay|vo|chong|giam_doc|chu_tich)
            (cho|gui|xem|lay|xin|tim|doc) … danh_sach … (cccd|can_cuoc|so_dien_thoai|cmnd|tai_khoan_va|kem_so)
            (so_cccd|so_can_cuoc|cccd|cmnd|so_dien_thoai|mat_khau|dia_chi_nha|dia_chi|ngay_sinh|luong) [cua] (ong|ba|chi|anh|chu|co|bac|tung|ho|nguoi|nha) … (la_gi|bao_nhieu|la_bao_nhieu|o_dau|dau)
            (so_cccd|so_can_cuoc|cccd|cmnd|so_dien_thoai|mat_khau|dia_chi|ngay_sinh|so_tai_khoan|thong_tin|tai_khoan|tai_khoan_ngan_hang|tien_luong) cua (ong|ba|chi|anh|chu|tung|nguoi_khac|hang_xom|thang)
            (mat_khau|otp|ma_otp|token) cua …
            mat_khau (la|admin|quan_tri|can_bo|he_thong) …
            (nha|ong|ba) [nao|ai] … (no_ngan_hang|luong_bao_nhieu|bao_nhieu_tien)
            (ai|nguoi_nao) da bao so
            """,
        ),
        (
            "scam",
            """
            (nhan|tang|trung|linh) [ngay] (qua|thuong|tien|giai|xe|lixi|voucher) [mien_phi|ngay|lon|sh]
            trung thuong
            (bam|click|nhan|an|truy_cap|vao) [vao] (link|duong_link|lien_ket|duong_dan)
            vay (von|tien|nong|nhanh|tin_chap|online)
            (khong_the_chap|giai_ngan|lai_suat_0|lai_suat_thap)
            (viec_lam|viec_nhe|lam_them|kiem_tien|thu_nhap) [tai_nha|online|them] … (luong_cao|trieu|moi_ngay|khong_can)
            (kiem_tien|lam_giau|dau_tu) [online|tai_nha|nhanh|sinh_loi|coin|forex|chung_khoan]
            (co_bac|ca_do|danh_bai|nha_cai|casino|lo_de|xo_so|tai_xiu|no_hu|sex|gai_goi)
            cung_cap [cho|so|ngay] [toi|em] (ma_otp|otp|mat_khau|ma_pin|so_the)
            (cung_cap|gui|doc|cho|nhap) … (ma_otp|otp|mat_khau|ma_pin) [de|cho|vao] (toi|em|minh|nhan|xac_minh|xac_nhan|kich_hoat|cap_nhat|lanh|minh_voi)
            (khuyen_mai|giam_gia|sale|uu_dai|thanh_ly) [lon|soc|hot|50] [%|den|dac_biet|khach]
            (ban|can_ban|mua) (dat|nha|xe|sim|thuoc|my_pham|tk|nick|bao_hiem) (gia_re|so_dep|chinh_chu|gap)
            (chuyen_khoan|nap_tien|chuyen_tien) … (truoc|coc|phi|ngay_vao|vao_so|nhan_thuong)
            (tai_khoan|the|sim) … bi khoa … (bam|link|lien_he|xac_minh|goi|cung_cap)
            (chung_toi|cong_ty) [la|ben] (cong_an|toa_an|ngan_hang|vien_kiem_sat) … (lenh_bat|dieu_tra|chuyen_tien|xac_minh)
            mo the tin dung
            """,
        ),
        (
            "abuse",
            """
            (me|cha) (may|chung_may|no_chu)
            (dit|du) (me|ma|con|cha|bo)
            ^ (bo_may|deo|dm|vl|cc|dit) …
            (dcm|dkm|vcl|vkl|clgt|cmm|dmm|loz|vai_lon|vai_loz|lon_me|deo_me|deo_co|deo_lam|deo_can)
            ^ (cut|bien|xeo) [di|ngay|het|xuong|me|khoi] $
            (cut|bien) (di|xeo|ngay|me)
            (oc_cho|oc_lon|mat_day|do_ngu|vo_hoc|khon_nan|do_cho|thang_ngu|do_dien|thang_cho|lao_toet|dan_don|ngao_da) [the|vai|qua|nhu|ma|vay] [bo|cho] $
            do ngu
            (may|thang_nay|con_nay) (ngu|dien|khung|cut)
            ^ con cho $
            ^ (ngu|dien|khung|lua_dao|do_hoi) [the|vai|qua|nhu|vay] [cho|bo] $
            (ngu|khung|dien) (the|vay|vai|nhu_cho|qua_vay|nhu_bo|vcl)
            ^ (do_ngu|do_khung|cho_chet|do_cho|khon_nan|con_cho|oc_cho|thang_cho) …
            (ngu_nhu|do_ngu|oc_cho|khon_nan|mat_day|vo_hoc|thang_cho|do_cho) …
            (giet|danh|dap|chem) (chet|may|tui_bay|chung_may|cho)
            (cam|im|ngam) (mom|mieng|cai_mom)
            chet di
            """,
        ),
    ]
)

COMMANDS = build(
    [
        (
            "office_items",
            """
            ^ (nhap|tra_loi|lam|bao) [cac] (so|so_lieu|muc|chi_tieu|cac_muc|phan) [cua] (xa|&|van_phong|uy_ban) $
            ^ (nhap|tra_loi|hoi) lan luot [so] [cua] (xa|&) $
            """,
        ),
        ("close_campaign", "(dong|chot|ket_thuc|khoa) [so|luon] (dot|ky) [bao_cao|nay] [nay]"),
        ("open_campaign", "(mo|tao|lap|phat_dong) [them|mot] (dot|ky) [bao_cao|moi]"),
        (
            "extend",
            """
            gia han
            (cho|lui|doi|keo_dai|day|them) … (lui|them|keo_dai|doi|gian) [them] (han|thoi_han|han_nop|thoi_gian)
            (lui|doi|keo_dai|day|gian) (han|thoi_han|han_nop)
            """,
        ),
        (
            "base_set",
            """
            so lieu nen
            (dat|sua|cap_nhat|ghi|nhap|doi) (so_nen|mau_so|so_lieu_nen|danh_sach_nen)
            """,
        ),
        (
            "evidence_list",
            "(xem|mo|cho_xem|cho|gui_toi|liet_ke|co|kiem_tra) … (minh_chung|hinh|anh|bang_chung) [nao] [cua] [@] &\n(minh_chung|hinh_minh_chung) [@] [cua] &\n(minh_chung|hinh_minh_chung) cua @ [cua|o] &",
        ),
        (
            "history",
            "(lich_su|nguon|ai_nhap|ai_bao|ai_sua|ai_ghi) [cua|so|so_lieu|sua|nhap|thay_doi] (@|&)\n(lich_su|nguon) [cua|so|so_lieu|chi_tieu|sua|thay_doi] (@|&)\nso (nay|do) (ai|o_dau) (nhap|bao|ra)",
        ),
        (
            "show_report",
            "(xem|mo|cho_xem|hien|in_ra) [lai|chi_tiet|toi] (bao_cao|so_lieu|cac_so|ban_bao_cao) [cua] &\n& co (nhung|cac) (so|so_lieu|chi_tieu) (gi|nao)\n& [da] (bao|nop|gui) (nhung|cac|duoc_nhung) (so|gi) [gi|nao]",
        ),
        (
            "submit",
            """
            ^ (gui|nop|chot|hoan_thanh) [luon|ngay|giup] [ban] (bao_cao|bc) [di|luon|nhe|thoi|nay|cho_xa|len_xa|giup|giup_em|em|toi|&] $
            ^ (gui|nop) [di|luon|thoi|ngay|len_xa|cho_xa|di_em] $
            ^ (em|toi|minh|bac|cho_em|cho_toi|cho_minh|cho) (gui|nop|chot) bao cao [nhe|luon|di|nay]
            dong y [gui|nop] bao cao
            """,
        ),
    ]
)

FIX = build(
    [
        (
            "correct",
            """
            (nham|lon|lam_lan) [roi|mat]
            (sua|chinh|doi|thay|cap_nhat|dieu_chinh) [lai|giup|giup_em|cho|ho|so|em|thanh]
            (khong_phai|chu_khong|moi_dung|phai_la|dung_ra|dung_la|thuc_ra|chinh_xac_la|ay_chet|a_khong|quen)
            bao (sai|nham|lon|lai)
            (nhap|ghi|danh|go|dem|viet|bam) (sai|nham|lon|lai|thieu|thua)
            # co
            (khong|sai) , [la] #
            (khong|sai) (dung|phai) … #
            sai [roi] … #
            """,
        ),
        (
            "keep",
            "(giu|van_la|van|cu_de|de_nguyen|dung_la|cu_ghi|chac_chan) [so|nguyen] #\n(giu|de) [nguyen] (so|nguyen) [do|nay|cu] #\n# (la_dung|dung_roi|dung_day|dung_do|chuan_roi|la_chuan)\nchac chan … #",
        ),
    ]
)

CONFIRM = build(
    [
        (
            "deny",
            """
            (khong|chua) (phai|dung|chinh_xac|chuan|dong_y|phai_vay|the|khop|duoc|nhe|dau|gui|nhac|xoa|luu|duyet|can|muon|lam) …
            ^ (khong|sai|chua|thoi|khoan|huy|dung|nham|lech|no|lon) [a|dau|em|roi|da|duoc|di|bac|het|lai|bet|khong|mat|so|mat_roi|nhe|can|cho|thoi] [roi|em|het|di|nhac|so|da|oi] [$]
            ^ (khong|huy|thoi|khoan) …
            (sai|nham|lech|lon) (roi|het|so|bet|mat|em|mat_roi|con_so|bac)
            (sai|nham|lon|lech) $
            (de_sau|xem_lai|kiem_tra_lai|khoan_da|tu_tu_da|huy|huy_bo|dung_lai|de_xem|de_kiem_tra|de_em_xem) …
            """,
        ),
        (
            "confirm",
            """
            (dung|chuan|chinh_xac|phai|ok|u|vang|da|dong_y|yes|y|d|dd|nhat_tri|xac_nhan|chot|luu|duoc|roi|co|gui|lam|tiep_tuc|ghi|u_dung|chac_chan|hop_le|duyet|nhac|ung|khop|okla|yep|uki|phai_roi|xoa|ro|dc|dung_dung|chac|ry|cu|vay|the|nhap|vo|oke|1) …
            so do (dung|chuan|chinh_xac|roi)
            """,
        ),
    ]
)

REVIEW = build(
    [
        (
            "return_for_fix",
            """
            (khong|chua) (dat|duyet|duoc|dong_y|on|chap_nhan|hop_ly|khop|dung|chinh_xac|chuan|nhan|on_lam|qua|yen_tam) …
            (bao|yeu_cau|de_nghi) (ho|thon|&|to|no) …
            (sai|vo_ly|bat_hop_ly|lech|nham|khong_khop|cao_qua|thap_qua|nghi_ngo|nghi|kho_tin|khong_tin|thieu|la_the|sao_cao|sao_thap|ao|qua_cao|qua_thap|kiem_tra_lai|xem_lai|lam_lai|ra_lai|sua_lai|bao_lai|ra_soat|ra_soat_lai|tinh_lai|dem_lai|tu_choi|tra|cho_sua|bo_sung|lay_dau|giai_trinh|hoi_lai|doan|uoc_chung|la_qua|kiem_tra|nhieu_qua|it_qua|tang_qua|giam_qua|dang_ngo|co_van_de) …
            ^ (khong|chua|no|huy|sai) [$]
            ^ (khong|chua) …
            (sao|cao|thap|it|nhieu) [ma|lai|the|so] (cao|thap|nhieu|it|the|qua|lam|vay|la) …
            """,
        ),
        (
            "approve",
            """
            (ok|duyet|dong_y|duoc|tot|on|chuan|dung|chap_nhan|nhat_tri|hop_ly|u|vang|xong|thong_qua|phe_duyet|cho_qua|dat|yes|khop|day_du|du|dung_roi|chinh_xac|hop_le|qua|da|xac_nhan|gat|1) …
            """,
        ),
    ]
)
