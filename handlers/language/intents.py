"""What people want, as tables of folded patterns (see patterns.py), the surer intents first."""

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
            (ban|may|em) (bay_gio|gio) la [admin|quan_tri|mot]
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
            (so_cccd|so_can_cuoc|cccd|cmnd|so_dien_thoai|mat_khau|dia_chi|ngay_sinh|so_tai_khoan|thong_tin) cua (ong|ba|chi|anh|chu|tung|ho|nha|nguoi_khac|hang_xom|dan)
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
        ("evidence_list", "(xem|mo|cho_xem|cho|gui_toi|liet_ke|co|kiem_tra) … (minh_chung|anh|bang_chung) [nao] [cua] [@] &\n(minh_chung|anh_minh_chung) [@] [cua] &\n(minh_chung|anh_minh_chung) cua @ [cua|o] &"),
        ("history", "(lich_su|nguon|ai_nhap|ai_bao|ai_sua|ai_ghi) [cua|so|so_lieu|sua|nhap|thay_doi] (@|&)\n(lich_su|nguon) [cua|so|so_lieu|chi_tieu|sua|thay_doi] (@|&)\nso (nay|do) (ai|o_dau) (nhap|bao|ra)"),
        ("show_report", "(xem|mo|cho_xem|hien|in_ra) [lai|chi_tiet|toi] (bao_cao|so_lieu|cac_so|ban_bao_cao) [cua] &\n& co (nhung|cac) (so|so_lieu|chi_tieu) (gi|nao)\n& [da] (bao|nop|gui) (nhung|cac|duoc_nhung) (so|gi) [gi|nao]"),
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
        ("keep", "(giu|van_la|van|cu_de|de_nguyen|dung_la|cu_ghi|chac_chan) [so|nguyen] #\n(giu|de) [nguyen] (so|nguyen) [do|nay|cu] #\n# (la_dung|dung_roi|dung_day|dung_do|chuan_roi|la_chuan)\nchac chan … #"),
    ]
)

TALK = build(
    [
        (
            "delete_my_data",
            """
            (xoa|huy|go|bo|xoa_het) [het|giup|ho|toan_bo|di] [cac|moi] (du_lieu|thong_tin|tai_khoan|@|so_dien_thoai|dien_thoai|ten|ho_ten|so_may) [ca_nhan] [cua] (toi|em|minh|bac|tui|chau|chu|ca_nhan)
            (xoa|go|bo) … (toi|em|minh|bac|tui|chau) (khoi|ra_khoi) (day|he_thong|danh_ba|so|may|danh_sach)
            (xoa|go) (ten|so|thong_tin|du_lieu|tai_khoan) [em|toi|minh|bac] [di|khoi]
            (khong|dung) [cho|muon] … (luu|giu) … (thong_tin|du_lieu|so_dien_thoai) [cua] [em|toi|minh]
            (du_lieu|thong_tin) cua (toi|em|minh) … xoa
            rut lai (dong_y|su_dong_y)
            """,
        ),
        (
            "undo",
            """
            (hoan_tac|undo|go_lai|quay_lai_so_truoc|rut_lai|thu_hoi)
            bo [cai|giup|luon|di] (lenh|so|cai_so|tin|so_lieu|bao_cao|cai|so_nay|con_so) [nay|em|toi|kia] (vua|moi|nay|do|luc_nay|nham|hoi_nay|ban_nay|vua_roi|#|kia|di)
            (huy|xoa|thu|rut|go|khong_tinh) [lai|di|het|giup|ho|luon|cho|dum|ve] [em|toi|minh|cho|giup|lai|bac|di] [cai|so|bao_cao|lenh|tin|so_lieu|thao_tac|con|muc|cau|@|dong|ca|ban|nhung] [so|bao_cao|con_so|tin|cao|nay|@|do|lieu|cua|nhan] [em|toi|minh|nay|ma|vua|@|kia|#] (vua|moi|roi|vua_roi|nay|do|luc_nay|nham|hoi_nay|vua_gui|vua_nhap|vua_bao|truoc|kia|ban_nay|@|#)
            (huy|xoa|rut) [giup|cho|lai|di|luon] [em|toi] (so|bao_cao|lenh|cai_do|so_do|cai_nay|so_nay|tin_do|@|so_lieu|tin_vua|so_vua) …
            (lay|rut) lai [so|bao_cao|tin] …
            (dung|khoan|khong) (ghi|luu|nhap|lay) [so|cai|vao|cai_so] [do|nay|vua|vua_roi|so|ay]
            """,
        ),
        ("my_data", "^ [cho|xem|cho_toi_xem] (du_lieu|thong_tin) [ca_nhan] cua (toi|em|minh|bac) $\n(xem|cho|luu|giu|biet) … (du_lieu|thong_tin) [gi|ca_nhan] [gi] [ve|cua] (toi|em|minh|bac)"),
        (
            "opt_out",
            """
            (dung|ngung|thoi|tat|khong|huy|bo|ngat|tam_dung|cham_dut|dep) [viec|khong|muon|gui|nhan|co|nhan_them] (nhac|nhan|gui|tin|thong_bao|nhac_nho) [tin|nho|nhan|toi|em|tin_nhan|viec|them|cho|nhieu] [cho|tin] [em|toi|nhan] [nua|di|het|cho|$]
            (dung|khong) [co|can|muon|phai] (nhan|gui|nhac|phien|goi|lam_phien) [tin|cho|toi|em|cho_toi|cho_em|thong_bao|bao] … (nua|lam)
            (dung|ngung|tat|huy|chan) (nhac|thong_bao|nhac_nho|nhan_tin|tin_nhan|dang_ky|bot|theo_doi)
            (khong_muon|khong_can|khoi) [phai|can] (nhan|nhac|bi_nhac|gui) [tin|thong_bao|nua|them]
            (khong_lam|nghi|thoi_lam|het_lam) … to_cong_nghe … (dung|thoi|khoi)
            (dung|thoi) lam phien
            (unsubscribe|stop)
            """,
        ),
        (
            "opt_in",
            """
            (bat|mo|cho|nhan|tiep_tuc|muon|cho_toi|cho_em|dang_ky|gui) [em|toi|lai|muon|tiep_tuc|bat] (nhan|nhac|thong_bao|gui|tin|nhac_nho|nhan_tin|bat) [nhac|tin|nho|thong_bao|nhan] [tro] (lai|tro_lai|tiep)
            (bat|mo) [lai] (nhac|thong_bao|nhac_nho|nhan_tin|tin|tin_nhan|che_do_nhac)
            nhan lai [tin|thong_bao|nhac]
            (nhac|gui|nhan) [tin] lai cho (toi|em|minh)
            (nhac|nhan|gui) [em|toi|tin|cho_em|cho_toi] (tro_lai|lai_nhu_cu|lai_binh_thuong|lai_di|lai_duoc)
            start
            """,
        ),
        (
            "switch_language",
            """
            (tieng|tieng_dan_toc) (anh|viet|muong|thai|hmong|mong|mo|dan_toc|phap|trung)
            (speak|in|use|switch_to) (english|vietnamese)
            english
            (chu|ngon_ngu) (thai|muong|mong)
            (doi|chuyen|chon) [sang] (ngon_ngu|tieng)
            """,
        ),
        (
            "change_unit",
            """
            (doi|chuyen|sang|ve) [em|toi|minh|cho_em|don_vi|thon|dia_ban] [sang|ve|qua|qua_ben|thanh] [phu_trach|lam|ben|o] &
            (em|toi|minh) [gio|moi|nay|da|bay_gio|vua|duoc] [chuyen|doi|dieu|sang|phan_cong|duoc_chuyen|duoc_dieu] (chuyen|sang|ve|doi|qua) [phu_trach|lam|bao_cao|ben] &
            (gio|bay_gio|tu_nay|tu_thang_nay|nay) [em|toi|minh] [chuyen] (phu_trach|lam|ve|sang|bao|bao_cao) [cho] &
            (khong_con|thoi|het) (o|phu_trach|lam) & … &
            (nham|sai) (thon|don_vi) … &
            (doi|chuyen) (don_vi|thon|dia_ban) [khac|moi]
            """,
        ),
        (
            "register",
            """
            (dang_ky|ghi_danh|tham_gia|gia_nhap|xin_vao|vao_to) [cho|lam|vao|tai_khoan|thanh_vien|to|@|voi|moi|su_dung|bao_cao|&|nhu_the_nao|the_nao]
            (dang_ky|tham_gia)
            ^ [xin_chao|chao|em|toi|minh|bac|chau|tui] [em|toi|minh|ten] la … (truong|to_truong|thanh_vien|doan_vien|bi_thu|chi_hoi|can_bo|cong_chuc|chi_hoi_truong) … &
            (em|toi|minh|tui|chau) [la|ten|lam] … (truong_thon|truong|to_truong|to_pho|thanh_vien|bi_thu|cong_an_vien|to_cong_nghe|pho_thon|can_bo) [ban|to|cong_nghe|so|cong_dong|doan] [moi|o|cua|cong_nghe|to] &
            (em|toi|minh) [la|o|thuoc|ben] [nguoi] & [a|muon|xin|day] $
            (cho|them|ket_nap|xin) (em|toi|minh|minh_xin) [duoc] (vao|tham_gia|dang_ky|gia_nhap|dung|su_dung) [he_thong|to|nhom|bot|voi|cung|&]
            (them|ghi) (ten|so) (em|toi|minh) vao
            (co|day_la|ma|nhap) (ma_moi|ma_gioi_thieu|ma_tham_gia|ma_vao)
            ma (moi|cua_em|cua_toi|tham_gia) [la]
            (thanh_vien|nguoi) moi [cua|o] &
            (lam_sao|lam_the_nao|the_nao|cach) … (vao|tham_gia|dang_ky) [he_thong|to|bot|nhom]
            """,
        ),
        (
            "human_handoff",
            """
            (gap|gap_mat|noi_chuyen|lien_he|trao_doi|hoi|noi|chat|ket_noi|chuyen_may) [voi|truc_tiep|cho] [em|toi|minh|mot] [voi|gap] (can_bo|nguoi|nguoi_that|nguoi_phu_trach|lanh_dao|cong_chuc|chuyen_vien|ai_do|anh_phu_trach|chi_phu_trach|nhan_vien|tong_dai|xa|uy_ban|dong_chi|co_nguoi|anh|chi)  [xa|that|phu_trach|ho_tro|truc_tiep|khac|nao|$|van_hoa]
            (can_bo|nguoi_phu_trach|anh_phu_trach|chi_phu_trach|xa|cong_chuc|ai) [xa|nao] [goi|lien_he] [lai|dien|cho] (goi|lien_he) [lai] [cho] [em|toi|minh|bac]
            (goi|dien|lien_he|goi_dien) [dien|lai|dien_thoai] [cho|lai|lai_cho|cho_lai] (em|toi|minh|bac|tui|chu) [voi|nhe|duoc|di|luon|ngay|khi|$]
            (xin|cho|cho_em|cho_toi|so_may|gui) [em|toi|xin] [so|so_may] (so_dien_thoai|so|sdt|so_zalo|so_may|zalo) [lien_he|dien_thoai] [cua|anh|chi] (can_bo|anh|chi|nguoi_phu_trach|xa|cong_chuc|nguoi|lanh_dao|phu_trach)
            (so_dien_thoai|so_may|so_zalo) (can_bo|nguoi_phu_trach|anh_phu_trach|cua_xa|xa|ho_tro|cua_can_bo|lien_he)
            (can|muon|xin|cho) [em|toi|minh] [duoc|gap] (nguoi_that|nguoi_ho_tro|nguoi_giup|can_bo|nguoi) [ho_tro|giup|huong_dan|that|xa|truc_tiep]
            (khong|chan) [muon] (noi|noi_chuyen|chat) voi (may|bot|robot)
            (nho|bao|nhan) (can_bo|anh|chi|nguoi) [xa|phu_trach] [goi|lien_he|xuong|giup]
            (goi|dien) lai (cho|giup) [em|toi|minh|bac]
            ai (phu_trach|truc|ho_tro)
            """,
        ),
        (
            "ask_deadline",
            """
            (khi_nao|bao_gio|luc_nao|hom_nao|ngay_nao|bao_h|ngay_may) [thi|la|moi|phai|la_han] … (het_han|han|han_nop|nop|chot|dong|gui|xong|phai_nop|phai_gui|khoa_so)
            (han|han_nop|han_chot|thoi_han|deadline|han_cuoi|han_bao_cao|ngay_chot) … (khi_nao|bao_gio|luc_nao|hom_nao|ngay_nao|ngay_may|may|gi|bao_lau|den_dau|the_nao|dau|nao|mung_may|thu_may)
            (nop|gui|bao|chot|bao_cao|xong|het_han) … (truoc|vao|den|chot|han|cham_nhat|muon_nhat|trong) [la|khi|ngay] (ngay|hom|khi|luc|bao) (may|nao|gio)
            (nop|gui|chot|bao_cao|khoa_so|dong_so|tong_hop|het_han|phai_nop) [so_lieu|so|bao_cao|so_lai] [la|vao|den|truoc] (khi_nao|bao_gio|luc_nao|hom_nao|ngay_nao|ngay_may|bao_h|thu_may)
            (con|con_lai) (may|bao_nhieu|bao_lau) (ngay|hom|bua|nua|thoi_gian) [nua] [la|thi|het|han|den]
            (con|co) kip … (khong|nop|gui)
            (nop|gui|bao) … (muon|tre|cham|qua_han|sau_han) … (duoc_khong|co_sao|sao_khong|khong|duoc|phat)
            (muon|tre|cham) [mot|vai|may|1|2|it] [ngay|hom] [co|thi] (duoc|sao) … khong
            (da|qua|toi|den|het|sap) [qua|het|den] han (chua|roi_a|khong)
            (han_nop|han_chot|deadline|han_cuoi|thoi_han) $
            ^ (han_nop|han_chot|deadline|thoi_han|han) …
            han [nop|chot] … (phai_khong|dung_khong|a|nhi)
            (xin|cho) [em|toi|thon] [xin] (them|gia_han|khat|hoan|lui) [them|may|vai] (thoi_gian|ngay|hom|han)
            (may|bao_nhieu) (ngay|hom) nua (het_han|chot|han)
            """,
        ),
        (
            "list_pending",
            """
            (cho|can|chua|dang_cho|doi|phai) [xet|toi|em|xu_ly|phe] duyet
            (danh_sach|bao_cao|nhung|ds) … (duyet|cho_xu_ly|chua_xu_ly|cho_phe_duyet)
            (bao_cao|cai|don_vi|thon|so_lieu|gi|may|nhung) [nao|gi] [can|cho|phai|moi_gui|dang|chua|de] [toi|cho] (duyet|phe_duyet|xet_duyet)
            (co|con) … (cho_duyet|chua_duyet|can_duyet|phai_duyet|de_duyet|cho_toi_duyet|cho_phe_duyet)
            (hang_cho|hang_doi|cho_duyet|can_xu_ly) 
            """,
        ),
        (
            "return_for_fix",
            """
            (tra|chuyen|gui|day|tra_bao_cao|tra_so) (lai|ve|nguoc) [bao_cao|so|cho|&|so_lieu|de|@|thon]
            (tra|chuyen) [bao_cao|so|so_lieu] [cua] (&|@) [lai|ve]
            tra (cho|bao_cao|&|so|@) …
            (bao|yeu_cau|de_nghi|nhac|noi|cho|bat|nho) [&|thon|ho|to|no|&_la] [&] (lam|kiem_tra|ra|sua|xem|dem|nhap|bao|bao_cao|bo_sung|giai_trinh|ra_soat|tinh) [soat|tra] lai
            (bao|yeu_cau|de_nghi|cho) & (sua|ra_soat|bo_sung|giai_trinh|kiem_tra)
            & [phai|can] (lam_lai|sua_lai|bao_lai|kiem_tra_lai|ra_soat_lai)
            (khong|chua) [the] (duyet|chap_nhan|dong_y|nhan|phe_duyet|thong_qua) [duoc|bao_cao|so|cho|voi|&|nhe|nay] [&|duoc] [em] [$]
            tu choi
            """,
        ),
        (
            "correct",
            """
            (sua|chinh_sua|dinh_chinh|dieu_chinh|cap_nhat) [lai|giup|giup_em|cho|ho|cho_em|luon] [em|toi|minh] [lai] [cai|so|so_lieu|chi_tieu|muc|con|dong] [so|so_lieu|@|lieu|#]
            ^ (doi|thay) [lai|giup] [so|cai|so_lieu] (@|so|so_lieu)
            """,
        ),
        (
            "approve",
            """
            (duyet|phe_duyet|chap_nhan|thong_qua|xac_nhan|chap_thuan|dong_y) [luon|giup|ngay|cho|het|bao_cao|so_lieu|so|toan_bo|tat_ca|di|voi|ca|cac|ho|@|cua] [bao_cao|cua|cac|so_lieu|so|@|thon|cho|ca] [cua] (&|tat_ca|het|toan_bo|cac_thon|thon_con_lai|ca_xa|moi_thon)
            (duyet|phe_duyet) [luon|di|het|nhe|giup|ngay|tat_ca|toan_bo|em|cho|nhe_em|bao_cao|thoi|duoc|roi|nay|so|@|la|ca] [cho|nhe|em|toi|ca|no|nay|cac|roi|thon|so|@] [$]
            cho & (qua|duyet|dat)
            (ok|dong_y) [cho|voi] &
            & (duoc_roi|ok|dat|on_roi|dung_roi|chuan_roi) … (duyet|cho_qua|nhan)
            """,
        ),
        (
            "remind_now",
            """
            (nhac|giuc|thuc|don_doc|hoi_thuc|nhan|nhan_tin|hoi|bao|thong_bao) [nho|giup|gap|tin|ngay|lai|cho|hoi|them|ho|den|toi|khan] [cho|ho|nhac|toi|giup|den|ca|nhung|thon] [cac|nhung|tat_ca|toan_bo] [cac] (&|thon|don_vi|to|nhung_thon|cac_thon|tat_ca|het|ai|nhung_ai|xa|may_thon|ba_con|nguoi|moi_nguoi|het_cac_thon|nhung_don_vi|anh_em) … [nop|gui|bao|cham|chua|nhanh|khan_truong|di]
            (nhac|giuc|don_doc|hoi_thuc|thuc) [nho|giup|lai|ngay|het|di|gap|nop|ho|khan|mot|nhanh] (di|ho|giup|ngay|nop|het|nhe|may_thon|cac_to|$|mot_luot|lai|luon|cai|so_lieu)
            (nhac|giuc|don_doc|thuc|hoi_thuc) (&|cac|nhung|tat_ca|may|het|ho|nhung_ai|thon|tung)
            (gui|nhan|phat) (nhac_nho|loi_nhac|tin_nhac|nhac|tin) [cho|toi|den|nho] [cac|nhung] (thon|&|don_vi|to|xa|cho)
            """,
        ),
        (
            "send_evidence",
            """
            (gui_kem|dinh_kem|kem_theo|kem|gui_theo) [theo|em|toi|day] (file|anh|danh_sach|hinh|minh_chung|tep|bien_ban|tai_lieu|bang)
            (em|toi|minh) [xin|vua|da|co] (gui|nop|chup|dinh_kem) [kem|theo|them|len] [may|vai|cai|tam] (file|anh|danh_sach|hinh|minh_chung|tep|bien_ban)
            """,
        ),
        (
            "export",
            """
            (xuat|tai|lay|in|trich|ket_xuat|download) [giup|ra|ve|cho|toi|em|luon|xuong|lai|mot|ban|ho|bao_cao_ra] [toi|em|ra|file|bao_cao|ho|xuong] (file|bao_cao|bang|excel|word|pdf|du_lieu|so_lieu|tong_hop|bieu|ban|danh_sach|phu_luc|bieu_mau|ra|docx|xlsx|@|ho_so)
            (cho|gui|lam|can|xin|gui_cho|muon|co|tao|lap|soan|chuyen|gui_lai) [toi|em|minh|xin|cho|giup|anh|chi|lay|ho|mot] [toi|em|minh|xin|lay|cai|mot|1|ban|luon] (file|bang|excel|word|pdf|bieu|bang_tong_hop|ban_tong_hop|bao_cao_tong_hop|tong_hop|ban_excel|ban_word|ban_pdf|docx|xlsx|phu_luc|ban_in|bao_cao_giay|bieu_mau|bieu_tong_hop|bao_cao_chinh_thuc|so_lieu_tong_hop|ban_mem|ho_so_minh_chung)
            (gui|cho|lam) … (file|bang_tong_hop|excel|word|pdf|ban_mem|bieu_tong_hop|bao_cao_tong_hop)
            (file|ban|bao_cao|bang) [so_lieu|bao_cao|tong_hop] [dang|kieu|ban|file] (excel|word|pdf|docx|xlsx) 
            (bang|ban|bieu|file) tong hop
            (xuat|ket_xuat) [ra|het|toan_bo|luon] [$]
            (tong_hop|lam) [giup|cho|lai] [toi|em|so_lieu|thanh] [thanh|ra|vao] (file|bao_cao|excel|word|bang|van_ban)
            """,
        ),
        (
            "compare_periods",
            """
            (so|so_sanh|doi_chieu) [voi|sanh] [cung] [ky|thang|quy|nam|dau|hoi|lan|dot|tuan] (truoc|ngoai|nam|thang|ky|cung_ky|dau_nam|quy|kia|hai_ky|hai_thang|lan_truoc|voi)
            (so_sanh|so_voi|doi_chieu) …
            (tang|giam|len|xuong|tien_bo|kha_hon|khac|hon|kem) … (so_voi|hon) … (truoc|ngoai|dau_nam|quy|thang|nam)
            (hon|kem|khac) (thang|ky|quy|nam|dot|lan) (truoc|ngoai) (bao_nhieu|the_nao|khong|may|gi|ra_sao)
            (tang|giam) (hay|hay_la|duoc|bao|may|nhieu|len) (giam|tang|bao_nhieu|nhieu|may|khong) 
            (tang|giam|len|xuong) [duoc|them] (bao_nhieu|may) … (thang|ky|quy|nam|dot|truoc|ngoai|dau_nam)
            (thang|ky|quy|nam) (truoc|ngoai) (thi_sao|the_nao|bao_nhieu|duoc_bao_nhieu|dat_bao_nhieu|ra_sao|so_voi|may)
            (cung_ky|bien_dong|dien_bien|xu_huong) …
            (thang|quy|ky) nay (tang|giam|co_tang|hon|co_kha) …
            """,
        ),
        ("status_unit", "& … (thieu|con_thieu|con_no) [lai] (gi|nhung_gi|so_nao|muc_nao|cai_gi|cai_nao|may_so|may_muc|bao_nhieu_so|bao_nhieu_muc|so_gi)"),
        (
            "shortfall",
            """
            (thieu|can_them|con_can|can|phai_them|con_phai|con_thieu|hut) [khoang|them|it_nhat|lam|co|mat] (bao_nhieu|may|bao_nhieu_nua|bao_nhieu_nguoi|gi) [nguoi|ho|cai|diem|nua|tai_khoan] [nua|moi|thi|la|de|$] [la|thi|moi|nua|de] [dat|du|xong|den]
            (thieu|can|them|con) [them] (bao_nhieu|may) [nguoi|ho] [nua]
            (bao_nhieu|may) [nguoi|ho] nua [la|thi|moi|thi_moi|de] (dat|du|xong|hoan_thanh|moi)
            (can|phai) [co] them …
            (chi_tieu|muc|tieu_chi|cai|so|phan|nhung_gi|gi) [nao|gi] … (chua_dat|khong_dat|con_thieu|chua_du|con_thap|con_yeu|chua_xong|thieu|rot|chua_hoan_thanh|dang_thieu|con_kem)
            (chua_dat|khong_dat|rot) (nhung|chi_tieu|gi|may|bao_nhieu|cai|tieu_chi|muc) …
            (con|dang) (thieu|no|chua_dat) [nhung|cac|lai] [chi_tieu|muc|so|tieu_chi|cai|phan] (gi|nao|nhung_gi|nhung_muc_nao|cai_gi)
            (nhung|cac) [chi_tieu|tieu_chi|muc] [nao] (chua_dat|khong_dat|con_thieu|chua_du)
            (lam_sao|bao_gio|khi_nao) … (dat_chi_tieu|dat_muc_tieu|dat_duoc)
            (da|co) dat chi tieu (chua|khong)
            cach chi tieu (bao_xa|bao_nhieu)
            """,
        ),
        (
            "ranking",
            """
            (xep_hang|bang_xep_hang|thu_hang|xep_thu|xep_loai|thi_dua|hang_may|top)
            (xep|dung|hang) (thu|vi_tri|hang) [may|bao_nhieu|nao]
            (xep|dung) (cuoi|dau|nhat|bet|hang|chot|doi_so|thu)
            (thon|xa|to|don_vi|ai|nhung_thon|phuong|huyen|xom) [nao] [dang|lam|co|la|ve|@|dat|bao_cao|nop|bao] [@|tot|cao|thap|dan|lam|la|kem|ti_le|ty_le|so|nhanh|dung] [@|dang] (nhat|dau|dan_dau|cuoi|bet|cuoi_bang|kem|dung_dau|tot|gioi|yeu|dau_bang|doi_so|cham|yeu_nhat|chot|kha_nhat)
            (cao|thap|kem|tot|yeu|nhieu|it|gioi|nhanh|cham|do) nhat … (thon|xa|don_vi|la_ai|$|ai|nao)
            (thon|xa|don_vi|ai) nao (cao|thap|tot|kem|yeu|nhanh|cham|dan|gioi|it|nhieu|hon)
            (dan|di|dung) (dau|cuoi) [la] [@] [thon|xa|ai|$]
            (nhat|bet) [xa|huyen|bang|toan_xa] la (thon|xa|ai)
            """,
        ),
        (
            "missing_units",
            """
            (thon|xom|xa|don_vi|to|ai|nhung_ai|phuong|nhung_thon|cac_thon|thang|cho|noi|khu|huyen) [nao] [con|van|dang|hien|ma|la] [con|van|dang] (chua|thieu|no|cham|chua_co|tre|khong|con_thieu|con_no|muon|khat)  [thay|co|chiu|he|kip|chiu] (bao|nop|gui|bao_cao|lam|xong|so|so_lieu|bc|du|hoan_thanh|nhap|$|co_so|gi|@|tra_loi|khong|thong_ke|cap_nhat|thay|han)
            (con|co|nhung) [lai] [may|nhung|bao_nhieu|cac] (thon|xa|don_vi|ai|to|nguoi|phuong|cho) [nao] … (chua|thieu|no|cham|tre|muon)
            (ai|thon_nao|nhung_ai|nhung_thon_nao|nhung_xa_nao|xa_nao|don_vi_nao) [van|con|dang] (chua|thieu|no|cham|tre|muon) …
            (danh_sach|ds|liet_ke|diem_danh|nhung|cac|may) [nhung|cac] (thon|don_vi|xa|to) [nao] … (chua|thieu|cham|no|muon|tre) …
            (bao_nhieu|may) (thon|xa|don_vi) [da|con|van|dang] (chua|nop|bao|gui|thieu|bao_cao|no|cham)
            (chua|con) (nop|bao|gui|bao_cao) [con|la|gom|co] [nhung|cac] (ai|thon|don_vi|thon_nao|nhung_ai|may_thon)
            (con|sot|thieu) (thon|don_vi|xa) nao
            (thon|xa|don_vi) nao (da|roi) …
            (thon|xa|don_vi) nao (nop|gui|bao|xong) roi
            """,
        ),
        (
            "score",
            """
            (may|bao_nhieu|duoc_bao_nhieu|dat_bao_nhieu|tong|tong_so|cong|bang) [la] diem [roi|$|cua|chuyen_doi_so|dat|cds|so|toan|ca|thi|toi_da|tat_ca|hien|bao|duoc|la|may|&|nhi|tu]
            tong diem
            diem (chuyen_doi_so|cds|danh_gia|so|cua|cham|dti|tong|thi_dua|xep_loai|&|bao_nhieu|the_nao|hien_tai|bi_tru|mat|mat_o|nhom)
            (cham|tinh|bi_tru|mat|tru|cong|xem|thieu) [duoc|bao_nhieu|may|duoc_bao_nhieu|mat|tong] diem
            (duoc|dat|co) (may|bao_nhieu) diem
            chi so (chuyen_doi_so|dti|cds)
            bang diem
            """,
        ),
        (
            "postpone",
            """
            (mai|chieu|toi|sang_mai|tuan_sau|lat|lat_nua|ti_nua|chut_nua|chieu_nay|toi_nay|cuoi_tuan|hom_sau|thu_hai|thu_ba|thu_tu|thu_nam|thu_sau) [em|bac|nua|hay] (nhac|hoi|goi) [lai|em|toi]
            (nhac|hoi) lai [em|toi|minh|bac] [sau|vao|luc] (mai|chieu|toi|sang|lat|sau|tuan|ngay_mai|cuoi_tuan|thu|hom)
            """,
        ),
        (
            "status_indicator",
            """
            (tien_do|tinh_hinh|ket_qua|ty_le|ti_le|thong_ke|so_lieu) [cua|ve|nguoi|chi_tieu|so|dung|cai|muc|lam] [chi_tieu] @
            (chi_tieu|muc|tieu_chi) @ … (den_dau|toi_dau|sao_roi|the_nao_roi|ra_sao|duoc_bao_nhieu|duoc_may|dat_may|dat_bao_nhieu|the_nao)
            @ … (den_dau|toi_dau|sao_roi|the_nao_roi|ra_sao_roi|dat_may|dat_bao_nhieu|duoc_bao_nhieu|duoc_may|bao_nhieu_phan_tram|may_phan_tram|ra_sao|bao_nhieu_roi)
            @ sao $
            """,
        ),
        (
            "status_unit",
            """
            (tinh_hinh|tien_do|tong_quan|hien_trang|tinh_trang) …
            ket_qua (&|chung|nop|bao_cao|ca_xa|thuc_hien)
            & … (den_dau|toi_dau|the_nao_roi|sao_roi|duoc_bao_nhieu_phan_tram)
            """,
        ),
        (
            "difficulty_note",
            """
            (mong|de_nghi|kien_nghi|de_xuat|mong_muon) [xa|huyen|cap_tren|cac_cap|lanh_dao|nha_mang|ubnd] [som|xem_xet|quan_tam] (cu|ho_tro|cap|lap|trang_bi|xuong|mo|bo_tri|quan_tam|tao_dieu_kien|xem_xet|tap_huan|giup_do|phu_song|dau_tu) …
            (nhieu|cac_cu|ba_con|dan|nguoi_gia|nguoi_dan|da_so|phan_lon|mot_so|hau_het|may_cu|cac_ba|ong_ba|nguoi_cao_tuoi|nguoi_lon_tuoi|phu_nu|thanh_nien) … (khong_biet|chua_biet|khong_dung|ngai|khong_chiu|khong_muon|chua_quen|khong_quen|chua_hieu|khong_hieu|so_lo|so_mat|so_bi|khong_co_dien_thoai|khong_co_may|khong_co_tien|khong_co_smartphone|khong_tin|khong_hop_tac)
            """,
        ),
        (
            "off_topic",
            """
            (lam|cap|doi|xin|mat|thu_tuc) [thu_tuc|giay|lai|the|ho|moi] (so_do|giay_khai_sinh|khai_sinh|cccd|can_cuoc|can_cuoc_cong_dan|ket_hon|ho_khau|so_ho_khau|giay_phep|bang_lai|the_bao_hiem|ho_chieu|giay_chung_tu|khai_tu|tam_tru|tam_vang) …
            """,
        ),
        (
            "ask_definition",
            """
            (nghia|y_nghia|la|tuc) [la] (gi|sao|the_nao|nhu_the_nao|cai_gi)
            (the_nao|sao|nhu_the_nao|ra_sao) [thi|moi] (la|goi_la|duoc_tinh|moi_la|tinh_la|duoc_coi|coi_la) 
            (co|thi|phai|duoc|van|duoc_tinh) (tinh|dem|tinh_ca|gom|bao_gom|ke|tinh_luon|tinh_vao|dem_ca|coi|ghi|tinh_den) … (khong|chua|vao_khong|a)
            (co_tinh|co_dem|co_gom|co_ke|co_bao_gom|tinh_ca|dem_ca|co_duoc_tinh|co_phai_dem|co_phai_tinh) …
            (tinh|dem|gom|bao_gom|ke) [nhung|tu|ca|theo|luon|nguoi|ho|vao|la|den|cho] [nguoi|ai|ho|doi_tuong|nhung] … (bao_nhieu_tuoi|may_tuoi|tuoi_nao|ai|nhung_ai|nao|the_nao|sao|gi|kieu_gi|khong|tro_len|nhu_the_nao|ra_sao|o_dau|loai_nao|nhung_gi)
            (tinh|dem) (the_nao|sao|nhu_the_nao|kieu_gi|ai|nhung_ai|ra_sao|cach_nao|kieu_nao|vao_dau|lam_sao)
            (bao_nhieu_tuoi|may_tuoi|do_tuoi|tuoi_nao|tu_bao_nhieu_tuoi|tu_may_tuoi) …
            @ (la_gi|la_cai_gi|la_sao|tinh_the_nao|tinh_sao|nghia_la|gom_nhung|gom|la_nhu_the_nao|la_the_nao|la_loai|la_may|khac|tinh_nhu)
            @ [co] la … (gi|nao|sao) 
            (giai_thich|dinh_nghia|khai_niem|cach_tinh|hieu_the_nao|hieu_sao|tieu_chi_nao|noi_ro)
            (chi_tieu|muc|so) (nay|do|@) [la|tinh|lay|gom|nghia] (gi|the_nao|sao|o_dau|nhung|la|ai|nhu_the_nao|doi_tuong)
            (khac|khac_gi|khac_nhau) [gi|nhau] [voi] (@|nhau|the_nao|cho_nao|o_cho)
            (tinh|dem) … (hay|hay_la|hoac) …
            (mau_so|tu_so|doi_tuong) [la|tinh|lay] (gi|ai|sao|the_nao|nhung|o_dau|tu|bao_nhieu|nao)
            (thi|ma) [co] (tinh|dem) [vao|la|ca|luon] (khong|sao|the_nao|vao_dau)
            tu [may|bao_nhieu] tuoi
            tuoi [tro_len] [a|ha|phai_khong|dung_khong|khong] $
            """,
        ),
        (
            "ask_help",
            """
            (huong_dan|chi|day|bay|tro_giup|giup_do|ho_tro) (em|toi|minh|tui|giup|cach|dum|voi|cho|bac|su_dung|lam|nhap|chi_tiet|ho|nop|gui|bao)
            (hd|huong_dan) [em|toi|cach|minh|bac|nhap|voi|su_dung] [nhap|nop|cach|gui|voi|$]
            ^ (huong_dan|tro_giup|giup_do|help|menu|giup|cuu|ho_tro|cach_dung) [voi|em|toi|minh|su_dung|cho] [toi|em|voi] [$]
            (nhan|nhap|gui|bao|ghi|lam|dien|nop|bao_cao|viet|go|dung|su_dung|tra_loi|soan|bam|khai|gui_anh|chup) [so|so_lieu|cai|tin|anh|bao_cao|vao|lieu|minh_chung|cai_nay|bot] [nay|cho] (the_nao|sao|nhu_the_nao|kieu_gi|ra_sao|lam_sao|cach_nao|vao_dau|o_dau|nhu_nao|cho_nao|kieu_nao|lam_the_nao|gi_truoc) … 
            (cach|cach_thuc|lam_sao|lam_the_nao|the_nao|lam_cach_nao|phai) [de|nao|lam|thi] (nop|nhap|bao|gui|nhan|dung|su_dung|bao_cao|lam|dien|ghi|sua|xoa|them|soan) [so|so_lieu|bao_cao|the_nao|sao|tin|gi|nhu_the_nao]
            (bam|an|nhan|nhap|gui|vao|xem|chon|go|dien) [vao|nut|o|cai|muc] (dau|nut_nao|cho_nao|nao|gi)
            (khong|chua|chang|k) (hieu|biet|ro) [cach|phai|lam|nhap|gui|nop|bao|gi|em|y|noi|bac] (nhap|dung|lam|gui|nhan|nop|bao|the_nao|gi|sao|cau|hoi|dung|phai|su_dung|$|cach|bam|noi|y|em)
            (bot|may|em|cai|day|so_thon|ban) [nay] (lam|giup|dung|biet_lam|co_the) [duoc|de] [duoc|lam|giup] (gi|nhung_gi|lam_gi|nhu_the_nao)
            (mau|vi_du|mau_tin|cu_phap) [nhan|tin|bao_cao|nhap|the_nao|nhu_the_nao|di|cho|gui|nao]
            (khong|chua) (vao|bam|gui|mo|nhap|dang_nhap|xem) [anh|so|lieu] duoc
            (giup|ho_tro) (em|toi|minh|bac) [voi|cai|mot|nhap|lam|ti|chut|gui] [$]
            (phai|gio|bay_gio|can) [em|toi] [phai] (lam_gi|nhap_gi|gui_gi|nhan_gi|lam_sao|lam_the_nao|bao_gi)
            (em|bot|ban|day|cai_nay) [nay|do] la (gi|ai|cai_gi|so_thon)
            """,
        ),
        (
            "status_unit",
            """
            (tinh_hinh|tien_do|ket_qua|tong_quan|tong_hop|hien_trang|tinh_trang) … (sao|the_nao|ra_sao|den_dau|toi_dau|&|chung|roi|nop|bao_cao|$)
            ^ (tinh_hinh|tien_do|ket_qua|tong_quan|thong_ke) …
            (xem|cho_xem|cho|bao|kiem_tra|hoi) [toi|em|lai|qua|giup|biet] [lai|cai|biet] (tien_do|tinh_hinh|ket_qua|bao_cao|so_lieu|tong_quan|thong_ke|so|so_da_nop) [cua|da_nop|nop|da_gui|em_nop|em|toi|hien_tai|chung] [&|em|toi|minh|da_nop]
            & … (den_dau|toi_dau|the_nao|sao|ra_sao|bao_nhieu_phan_tram|may_phan_tram|duoc_bao_nhieu|xong_chua|nop_chua|bao_chua|gui_chua|du_chua|xong_het_chua|bao_nhieu|duoc_may|dat_may|dat_bao|hoan_thanh_chua|co_so_chua|nop_gi|bao_gi) [roi]
            & … (nop|bao|gui|xong|du|lam|dat|hoan_thanh|co) … chua
            & (thieu|con_thieu|con|no|con_no) [lai|thieu] [nhung] (gi|nhung_gi|so_nao|muc_nao|chi_tieu_nao|cai_gi|cai_nao|may_so|may_muc|bao_nhieu_so|bao_nhieu_muc|so_gi)
            (em|toi|minh|bac) [da|con] [nop|bao|gui|lam|nhap] (nop|bao|gui|lam|xong|nhap|du) [so|bao_cao|so_lieu] [du|het|xong|day_du|dc|duoc|nhung] (chua|het_chua|chua_nhi|gi_roi|gi|may_so)
            (em|toi|minh|bac) [con|dang] (thieu|no|con|con_thieu|phai) [phai|nop|bao|lam|nhap] [nhung|may|bao_nhieu] (gi|so_nao|muc_nao|chi_tieu_nao|muc|so|cai_gi|cai_nao|cai)
            (con|con_lai) (thieu|may|bao_nhieu|nhung|phai|no) [nop|nhap] [so|muc|chi_tieu|cau|gi|cai|nhung] [gi|nua|nao|chua|phai|la|hoi|muc]
            (da|nop|gui|bao) (nop|nhan|gui|ghi|du|xong|luu) [duoc|so|bao_cao|du|cho|het|day_du] [so|bao_cao|cua|em|cho|chua] (chua|khong|roi_chua)
            (nop|gui|bao|xong|lam) [du|het|xong|day_du|bao_cao] (chua|het_chua)
            (xa|huyen|toan_xa|ca_xa|phuong) [minh|ta|nay|em] … (den_dau|toi_dau|the_nao|sao_roi|bao_nhieu_phan_tram|may_phan_tram|ra_sao)
            (bao_cao|so_lieu|so) [cua] (em|toi|minh|&) … (chua|the_nao|sao_roi|den_dau|toi_dau|duyet_chua)
            (lam|lam_den|den|dat) [den|toi] (dau|bao_nhieu|muc_nao) roi
            xem [lai] (so|bao_cao|so_lieu) [em|toi|minh|da] [da|vua] (nop|bao|gui|nhap)
            """,
        ),
        (
            "status_indicator",
            """
            (tien_do|tinh_hinh|ket_qua|ty_le|ti_le|thong_ke|so_lieu) [cua|ve|nguoi|chi_tieu|so|dung|cai] @
            @ … (den_dau|toi_dau|the_nao|sao|ra_sao|bao_nhieu|may|may_phan_tram|bao_nhieu_phan_tram|du_chua|dat_chua|xong_chua) [roi|nguoi|phan_tram|$]
            @ … (da|co) (dat|xong|du) [chi_tieu] (chua|khong)
            @ (dat|duoc|co|toan|ca|cua|o|tai) [duoc|cua] (may|bao_nhieu|bao|chua|xa|&|thon|cac|tung|may_phan)
            (bao_nhieu|may|co_bao_nhieu|duoc_bao_nhieu|tong_so) [nguoi|ho|phan_tram|diem|thon|cai] [da|co|dung|cai|dat|duoc|mo|trong|toan|o|lap] [cai|dung|tai|co] @
            (so|xem|cho_xem|cho|chi_tieu|muc) [toi|em|so|chi_tieu|so_lieu|xem|ve|tien_do|ket_qua|cua] [cua|ve|lieu] @ [cua|o|tai|&|toan]
            @ [cua|o|tai|ca|toan|tren] [ca|toan] &
            """,
        ),
        (
            "send_evidence",
            """
            (gui_kem|dinh_kem|kem_theo|kem|gui_theo) [theo|em|toi|day] (file|anh|danh_sach|hinh|minh_chung|tep|bien_ban|tai_lieu|bang)
            (gui|nop|chup|dinh_kem|kem|up|day_la|day|bo_sung|them|co|up_len) [em|kem|anh|toi|bac|kem_theo|lai|len|theo|cho|xin|mot|vai|may|them|cai|ca|chi|minh|la|roi] [may|vai|cai|tam|1|2|mot|theo|cac|ca|xa|theo_cho|kem|bo] (anh|hinh|file|tep|danh_sach|minh_chung|bang_chung|ban_chup|bien_ban|video|tai_lieu|scan|van_ban|hinh_anh|phieu|ho_so_kem|giay|clip|bang_ke|ket_qua_chup)
            (anh|hinh|minh_chung|file|danh_sach|hinh_anh|ban_chup|bien_ban|tep|bang_ke) … (day|em_gui|toi_gui|gui_day|em_chup|cua_em|kem|dinh_kem|minh_chung|gui_kem|nhe|nay|moi_chup|vua_chup|vua_gui|em_nop|gui_sau|toi_chup|@|gui_len|hop|tap_huan|gui)
            ^ (anh|hinh|photo|file|minh_chung|video|hinh_anh|pdf|sticker|tep) $
            (anh|hinh|file|minh_chung|tam_anh) (do|nay|vua_roi|kia|vua_gui|tren) … (la|cua|cho) …
            ^ (anh|hinh|minh_chung|file|danh_sach|hinh_anh|bien_ban|ban_chup) …
            minh chung [cua|cho|cho_muc|ve] @
            """,
        ),
    ]
)

SOFT = build(
    [
        (
            "complaint",
            """
            (phien|met|chan|buc|kho_chiu|roi_ram|rac_roi|mat_thoi_gian|mat_cong|on_ao|lang_phi|ruom_ra|phuc_tap|phien_phuc|phien_ha|vat_va|nan|ngan|dien_ca_dau) (qua|ghe|the|lam|nhi|vai|that|vo_cung|muon_chet|wa|vay|thoi|lam_roi|ca|roi|thiet|nua)
            (phien|nhac|hoi|gui|nhan|bat|bao_cao|nop|lam|goi) … (mai|hoai|suot|lam_the|nhieu_the|nhieu_vay|lien_tuc|suot_ngay|nhieu_qua|lam_vay|the_nay|lam_lam|nhieu_lam|hoai_vay|mai_the)
            (suot_ngay|ngay_nao_cung|thang_nao_cung|lien_tuc|cu|suot|lan_nao_cung|hom_nao_cung|tuan_nao_cung|lai) (nhac|bao_cao|doi|hoi|phien|nhan|bat|bao|loi|dem|so_lieu|nop)
            (da|nop|bao|gui|em) [da] [nop|bao|gui] roi (ma|sao|van|con|lai|co) … (nhac|hoi|bao|chua|doi|van|chua_nop)
            (sao|tai_sao|lam_gi|gi) [ma|cu|lai|bot|may|bao_cao|no] (lam_the|nhieu_the|hoi|cham|lau|khong_duoc|loi|nhac|phien|bat|kho|sai|nhieu|bao_cao|rac|hoai|lam|ngu|kem)
            (bot|may|he_thong|phan_mem|ung_dung|app|mang|cai_nay|zalo|chuong_trinh) [nay|gi|nhu|cu|lam|hay|dung|cua] [ma|cu|lai|cac|xa] (ngu|cham|loi|do|chan|kho|te|dang|rac|kem|lag|hong|treo|sai|dung_la|vo_dung|phien|hoi_lam|linh_tinh)
            (te_qua|kem_qua|that_vong|buc_minh|buc_xuc|khong_hai_long|vo_ly|vo_dung|vo_bo|hinh_thuc|chan_lam|cham_qua|lau_qua|kho_dung|mat_ca_ngay|qua_tai|thieu_ton_trong|lam_kho|hanh_dan|hanh_nhau|khong_ra_gi|chang_ra_gi|vo_trach_nhiem)
            (het_bao_cao_nay|bao_cao_gi_ma|nhieu_viec_qua|lam_viec_khong_cong|khong_co_thu_lao|khong_luong|chang_duoc_gi|hoi_gi_lam|nhieu_bao_cao|lam_bao_cao|gi_ma_lam|gi_lam_the|gi_nhieu|lam_the)
            (khong|chang) (ai|thay) (tra_loi|giai_quyet|giup|phan_hoi|ho_tro)
            """,
        ),
        (
            "difficulty_note",
            """
            ^ (kho_khan|vuong_mac|ghi_chu|kien_nghi|de_xuat|de_nghi|ly_do|nguyen_nhan|vuong|li_do|khokhan|ton_tai|han_che|luu_y) …
            (kho_khan|vuong_mac|vuong) [cua|lon|nhat|o|la|nhieu|do|chinh|cho|hien|:] …
            (thon|dan|ba_con|nguoi|cac_cu|nguoi_gia|ho|mang|song|may|dien|nhieu|da_so|phan_lon|&|nguoi_dan|mot_so|con|cac_ho|hau_het) … (khong_biet|chua_biet|yeu|khong_co|chua_co|khong_dung|ngai|so|khong_chiu|khong_muon|it|thieu|khong_du|kho|chap_chon|hong|cu_qua|di_lam_xa|di_lam_an_xa|vang|khong_hop_tac|chua_quen|khong_quen|neo_don|lon_tuoi|cao_tuoi|khong_ai|di_vang|ngheo|chua_hieu|khong_tin|gia_ca|khong_on_dinh|xa_qua|mat_song|mat_dien|di_xa|lam_an_xa|e_ngai|lo|dung_may|hay_mat|khong_nhan|thieu_thon|cham|loi|mu_chu|khong_phu|chua_phu|phai_di|het_han|chua_quan_tam|chua_tin|ngan_ngai|chua_mua|chua_lam_duoc|khong_vao_duoc|toan_nguoi_gia|so_bi_lua)
            (mang|song|wifi|internet|duong_truyen|4g|@) [o|trong|thon|cua] … (yeu|kem|chap_chon|chap|khong_co|cham|mat|khong_on_dinh|hay_mat|rot|lag|hong|loi)
            (khong|chua|thieu) [co|du|duoc|con] (kinh_phi|nguoi|can_bo|may|tien|nguoi_lam|song|mang|ai_huong_dan|trang_thiet_bi|thiet_bi|nhan_luc|nguon_luc|ho_tro|dien_thoai|trang_bi|ngan_sach) [de|ho_tro|lam|huong_dan|mua|lap|ca|nao|cho|$]
            (mong|de_nghi|kien_nghi|de_xuat|xin|mong_muon|nho|can) [xa|huyen|cap_tren|can_bo|cac_cap|lanh_dao|ubnd|nha_mang] [xem_xet|quan_tam|som|ho_tro|cu|cap|lap|hoc|bo_tri|tap|trang|mo|cho|giup] (cu|ho_tro|cap|lap|trang_bi|xuong|mo|bo_tri|quan_tam|tao_dieu_kien|xem_xet|tap_huan|huong_dan|giup_do|kinh_phi|phu_song|dau_tu) …
            (vi|do|tai|boi) … (khong|chua|nen|thieu|yeu|hong|mat|kho) …
            (kho|rat_kho|hoi_kho) (lam|van_dong|huong_dan|cai|thuyet_phuc|trien_khai|thuc_hien|qua|lam_dc|cho|o_cho)
            (van_dong|huong_dan|thuyet_phuc) … (khong|chua|kho|mai) …
            (dan|ba_con|ho|cac_cu|nguoi_gia|nguoi_dan) … so …
            """,
        ),
        (
            "off_topic",
            """
            (thoi_tiet|mua|nang|bao_so|lu|lut|ret|troi|nong) …
            (co|hom_nay|mai|chieu|toi) [co] (mua|nang|bao|lu) …
            gia (lua|thoc|phan|lon|ga|vang|xang|dien|dat|gao|ngo|thuoc|heo|vat|trau|bo|tom|ca|mia|san|giong) …
            (mat_dien|cat_dien|cup_dien|co_dien|mat_nuoc|cat_nuoc|cup_nuoc|co_nuoc|lich_cat_dien) …
            (lam|cap|doi|xin|dang_ky|mat) [giay|lai|the|ho|moi] (so_do|giay_khai_sinh|khai_sinh|cccd|can_cuoc|can_cuoc_cong_dan|giay_to|ket_hon|ho_khau|so_ho_khau|giay_phep|bang_lai|the_bao_hiem|bao_hiem|ho_chieu|giay_chung_tu|khai_tu|ho_ngheo|tam_tru|tam_vang) …
            (tro_cap|luong_huu|che_do|tien_ho_tro|bao_hiem_y_te|bhyt|bhxh|ho_ngheo|tien_dien_thang|tien_nuoc|hoc_phi_thang|nguoi_co_cong|thuong_binh) … (khi_nao|bao_gio|chua|o_dau|the_nao|bao_nhieu|khong)
            (bong_da|da_bong|ket_qua_xo_so|xo_so|ca_nhac|phim|bai_hat|hat|tho|truyen_cuoi|chuyen_cuoi|nau_an|karaoke|choi_game|tran|doi_tuyen|xsmb|ty_so|ti_so|chung_ket) …
            (tiem|lich_tiem|tiem_phong|tiem_chung|vac_xin|thuoc|kham_benh|dau_dau|om|sot|benh|tram_y_te) …
            (may|bay_gio_la_may|gio_la_may) gio [roi|$]
            (hom_nay|mai|nay) [la] (thu_may|ngay_may|ngay_bao_nhieu|bao_nhieu_am|mung_may_am|bao_nhieu_duong)
            (an_com|an_sang|uong_nuoc|nhau|di_choi|an_co|dam_cuoi|dam_ma|gio_chap|cuoi|di_cho|di_hop_phu_huynh) …
            (em|bot|ban) [co|da|bao|may] (nguoi_yeu|gia_dinh|bao_nhieu_tuoi|an_com|khoe_khong|vo|chong|tuoi|chong_chua) …
            (ban|mua|thue|tim) (dat|nha|xe|lon|ga|trau|bo|cho|meo|may_cay|viec|giong|phan) …
            (duong|xe|cau|cong|rac|cay|ao|ruong|kenh|den_duong) … (hong|hu|ket|do|thu_gom|ngap|tac|bao_gio|khi_nao|sua|lam_lai)
            (trong_cay|cay_lua|vu_mua|dong_ruong|nuoi_lon|nuoi_ga|thuy_loi|phun_thuoc|lich_cat|lich_hop|lich_nghi|nghi_le|nghi_tet)
            (phan_dam|lua_giong|vat_tu|thuoc_sau|may_cay|may_gat) …
            (tim|mat) (tre_lac|cho|trau|bo|xe|vi|giay_to) …
            thue dat
            (bau_cu|nghia_vu_quan_su|kham_nghia_vu) …
            xe (buyt|khach) …
            """,
        ),
    ]
)

SMALL = build(
    [
        (
            "postpone",
            """
            (de|cho|doi|khat|hoan|hen) [em|toi|minh|bac|den|sang|lai|khi_nao|hom_khac|them] (mai|chieu|toi|lat|sau|tuan|hom|khi_khac|hoi|dem|kiem|xem|ra|tong_hop|dem_da|ti|chut|it|bua|may|vai|cuoi|ngay|thong_ke|#|kiem_tra|hom_sau|da|them) …
            (em|toi|minh|bac|tui|chu|co|chau) [se|moi] (nop|gui|bao|nhan|dem|bo_sung|tra_loi|bao_lai|lam|hoi_lai|kiem_tra) [sau|lai|bu|xong|tiep|nhe] [$]
            (chua) [kip|co|di|duoc|ra|lam|thoi|xong|dem|tong|kiem|nam|thong|ro|biet|the|tinh|tien|cap|nhan|hoi|lay|chot|thu] [thoi_gian|so|dem|soat|hop|tra|ke|ra|kip|duoc|lam|so_lieu|het|chot|thap|thu|xong|rang|len] …
            (dang) (ban|di_lam|di_dong|di_cay|gat|hop|an_com|dam|o_ngoai|di_vang|dem|thong_ke|tong_hop|kiem|ra|lam_do|di|ra_soat|nau|lam|cho|hoi|o|di_duong|lai_xe|cay|ngoai|trong|mua|soan|an|thu|tren)  …
            (ban) (qua|lam|roi|viec|ti|chut|het|may|dam|ca|suot|nua|mua|chua|hop|gat|nen|khong|em|toi) …
            ^ [em|toi|minh|dang|nay] ban $
            (dang|hoi|rat|con) ban $
            (lat|ti|chut|xiu|mai|mot|tuan_sau|chieu|toi|sau) [nua|em|toi|minh|bac] (nop|gui|bao|nhan|dem|tra_loi|bo_sung|lam|tinh|gui_sau|xong|moi|nhe|nhac|hoi|co|noi) …
            (nhac|hoi|goi|nhan) [lai|em|toi|minh|bac] [sau|vao|lai] [vao] (sau|lai|mai|chieu|toi|lat|tuan_sau|hom_sau|sang_mai|khi_khac|cuoi_tuan|sang|thu)
            (tu_tu|thong_tha|khong_voi|hom_khac|luc_khac|khi_khac|hom_sau|de_sau|may_hom_nua|vai_hom_nua|may_bua_nua|it_hom_nua) …
            ^ (sau|mai|chieu|toi|lat|tuan_sau|cuoi_tuan|mai_nhe|mai_moi|mot|ngay_mai|ngay_kia|sang_mai|toi_nay|chieu_nay) [nua|nhe|di|em|duoc|da|da_nhe|moi_co|moi_xong] $
            (xong|dem_xong|co_so|gat_xong|hop_xong|di_lam_ve|ve_nha|ve) [em|toi|roi|thi|minh|se|moi] (gui|nop|bao|nhan|roi_gui|em_gui|moi|em)
            (moi|con) (biet|di|phai) … 
            (phai|can) (hoi|dem|ra|kiem_tra|xem|di|cho|doi|hop) [lai|them|soat|y_kien|xa|so|da] …
            (khong|chua) (co|du) thoi gian …
            (khong) (kip|tien) …
            (chua) (xong|dem|co_so|thong_ke|ra|kip|tong_hop)
            (hom_nay) (ban|khong|chua|em_ban|met) …
            """,
        ),
        (
            "skip",
            """
            (bo_qua|cho_qua|next|skip|bo_cau|bo_muc|qua_cau|qua_muc|sang_cau|sang_muc|tiep_theo|chuyen_cau|chuyen_muc|chuyen_sang_cau|bo_so_nay|khoi_hoi)
            ^ (qua|bo|tiep|tiep_di|tiep_tuc|cau_khac|muc_khac|cau_sau|muc_sau|chuyen) [di|cau|muc|nay|tiep|khac|cai_nay] [nay|di|khac] [$]
            (hoi|chuyen|sang|qua|lam) [cau|sang|muc|so|cai|toi] [cau|muc|so|cai|chi_tieu] (tiep|khac|tiep_theo|sau|ke_tiep|ke)
            (khong|chua|chang|sao) [he|the|co|phai|duoc] (biet|nam|nho|ro|quan_ly|theo_doi|phu_trach|thuoc|lam|co_so) [duoc|ro|chinh_xac|so|so_nay|muc_nay|cai_nay|vu|phan|bao_nhieu|noi|viec|cai|chi_tiet|$|con_so|may] …
            (khong) (phai|thuoc) [viec|cua|phan|trach_nhiem] (thon|em|toi|minh|chung_toi|&|nhiem_vu|phan) …
            (thon|&|ben_em|ben_toi|cho_em) [em|minh|toi] khong (lam|phu_trach|quan_ly|theo_doi|co_muc|co_phan|ap_dung|thuoc|biet|nam) …
            (de_trong|khong_tra_loi|bo_trong|khong_co_so_lieu|khong_co_du_lieu|khong_ro|chiu) [$]
            ^ (chiu|khong_ro|khong_biet|chua_ro|chua_biet|bo) …
            (xa|cap_tren|cong_an|ngan_hang|truong) (biet|nam|quan_ly|co|giu) …
            """,
        ),
        (
            "thanks",
            """
            (cam_on|cam_on_em|cam_ta|thank|thanks|biet_on|da_ta|cam_on_nhieu) …
            ^ (tot_qua|gioi_qua|hay_qua|tuyet_voi|tuyet|gioi|tien_qua|nhanh_qua|nhiet_tinh_qua|tot_lam|hay_lam|gioi_lam|tuyet_qua|tien_that|hay_that|em_gioi|em_gioi_qua|bot_gioi) …
            (nhiet_tinh|tien_loi|de_dung|chu_dao|tan_tinh|huu_ich) (qua|ghe|the|lam|that)
            (quy_hoa|tot_bung) 
            """,
        ),
        (
            "greeting",
            """
            ^ (chao|xin_chao|hello|hi|alo|a_lo|hey|helo|kinh_chao|em_chao|toi_chao|chao_buoi_sang|good_morning|lo|chau_chao|bac_chao|minh_chao|tui_chao|alo_alo|hai|e|ne|em_oi|bot_oi|ad_oi|oi) …
            (chao) (em|anh|chi|bac|ban|chau|chu|co|ca|cac|ad|moi|buoi|can_bo|xa|admin|bot|dong_chi|lanh_dao|ong|ba) …
            (co_ai|con_ai|ai) [o|dang|truc|day|con] (khong|do|day|o_do|do_khong|truc) 
            (em|bot|ad|ban) [con|co|oi] (do|day|o_do|nghe|o_day|hoat_dong|truc) [khong|day] 
            """,
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
            (dung|chuan|chinh_xac|phai|ok|u|vang|da|dong_y|yes|y|nhat_tri|xac_nhan|chot|luu|duoc|roi|co|gui|lam|tiep_tuc|ghi|u_dung|chac_chan|hop_le|duyet|nhac|ung|khop|okla|yep|uki|phai_roi|xoa|ro|dc|dung_dung|chac|ry|cu|vay|the|nhap|vo|oke|1) …
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
