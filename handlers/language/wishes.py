"""Questions and orders, as tables of folded patterns (see patterns.py), the surer ones first."""

# ruff: noqa: E501 (one pattern, one line)

from __future__ import annotations

from handlers.language.patterns import build

TALK = build(
    [
        (
            "delete_my_data",
            """
            (xoa|huy|go|bo|xoa_het) [het|giup|ho|toan_bo|di] [cac|moi] (du_lieu|thong_tin|tai_khoan|@|so_dien_thoai|dien_thoai|ten|ho_ten|so_may) [ca_nhan] [cua] (toi|em|minh|bac|tui|chau|chu|ca_nhan)
            (xoa|go|bo) … (toi|em|minh|bac|tui|chau) (khoi|ra_khoi) (day|he_thong|danh_ba|so|may|danh_sach)
            (xoa|go) (ten|so|thong_tin|du_lieu|tai_khoan) (em|toi|minh|bac) [di|khoi]
            (xoa|go|bo) (toi|em|minh|bac|tui) [ra] (khoi|ra)
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
            (xoa|huy|rut) [giup|cho|di|ho|luon] [em|toi|di|bac] $
            (huy|xoa|thu|rut|khong_tinh) [lai|di|het|giup|ho|luon|cho|dum|ve] [em|toi|minh|cho|giup|lai|bac|di] [cai|so|bao_cao|lenh|tin|so_lieu|thao_tac|con|muc|cau|@|dong|ca|ban|nhung] [so|bao_cao|con_so|tin|cao|nay|@|do|lieu|cua|nhan] [em|toi|minh|nay|ma|vua|@|kia|#] (vua|moi|roi|vua_roi|nay|do|luc_nay|nham|hoi_nay|vua_gui|vua_nhap|vua_bao|truoc|kia|ban_nay|@|#)
            (huy|xoa|rut) [giup|cho|lai|di|luon] [em|toi] (so|bao_cao|lenh|cai_do|so_do|cai_nay|so_nay|tin_do|@|so_lieu|tin_vua|so_vua) …
            (lay|rut) lai [so|bao_cao|tin] …
            (dung|khoan|khong) (ghi|luu|nhap|lay) [so|cai|vao|cai_so] [do|nay|vua|vua_roi|so|ay]
            """,
        ),
        (
            "my_data",
            "^ [cho|xem|cho_toi_xem] (du_lieu|thong_tin) [ca_nhan] cua (toi|em|minh|bac) $\n(xem|cho|luu|giu|biet) … (du_lieu|thong_tin) [gi|ca_nhan] [gi] [ve|cua] (toi|em|minh|bac)",
        ),
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
            (tiep_tuc) (nhac|gui_tin|nhan_tin|nhac_nho)
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
            (lien_he|hoi|goi) (ai|cho_ai|voi_ai|dau|so_nao)
            co ai … (ho_tro|giup|huong_dan)
            """,
        ),
        (
            "postpone",
            """
            (mai|chieu|toi|sang_mai|tuan_sau|lat|lat_nua|ti_nua|chut_nua|chieu_nay|toi_nay|cuoi_tuan|hom_sau|thu_hai|thu_ba|thu_tu|thu_nam|thu_sau) [em|bac|nua|hay] (nhac|hoi|goi) [lai|em|toi]
            (nhac|hoi) lai [em|toi|minh|bac] [sau|vao|luc] (mai|chieu|toi|sang|lat|sau|tuan|ngay_mai|cuoi_tuan|thu|hom)
            (cho|de|doi|xin) (em|toi|minh|bac|tui|chau) [di|ra|xin|hoi] [lai] (tong_hop|dem|kiem_tra|hoi|xem|ra_soat|thong_ke|tinh|kiem|ra|suy_nghi|ti|chut|may_hom|vai_hom|den) …
            """,
        ),
        (
            "ask_deadline",
            """
            (khi_nao|bao_gio|luc_nao|hom_nao|ngay_nao|bao_h|ngay_may) [thi|la|moi|phai|la_han] … (het_han|han|han_nop|nop|chot|dong|gui|xong|phai_nop|phai_gui|khoa_so)
            (han|han_nop|han_chot|thoi_han|deadline|han_cuoi|han_bao_cao|ngay_chot) … (khi_nao|bao_gio|luc_nao|hom_nao|ngay_nao|ngay_may|may|gi|bao_lau|den_dau|the_nao|dau|nao|mung_may|thu_may)
            (nop|gui|bao|chot|bao_cao|xong|het_han) … (truoc|vao|den|chot|han|cham_nhat|muon_nhat|trong) [la|khi|ngay] (ngay|hom|khi|luc|bao) (may|nao|gio)
            (nop|gui|chot|bao_cao|khoa_so|dong_so|tong_hop|het_han|phai_nop) [so_lieu|so|bao_cao|so_lai] [la|vao|den|truoc] (khi_nao|bao_gio|luc_nao|hom_nao|ngay_nao|ngay_may|bao_h|thu_may)
            (con|con_lai) (may|bao_nhieu|bao_lau) (ngay|hom|bua|thoi_gian|nua_het|nua_den|nua_la_het) [nua] [la|thi|het|han|den]
            (con|co) kip … (khong|nop|gui)
            truoc ngay (bao_nhieu|may|nao)
            (nop|gui|bao) (sau|truoc|qua) … (duoc_khong|co_sao|khong|co_muon)
            (mai|chieu|toi|mot|ngay_kia|tuan_sau|cuoi_tuan|hom_sau|thu_hai|thu_sau|thu_bay|chieu_mai|sang_mai|chieu_nay|toi_nay) [em|toi|minh|bac] [moi] (nop|gui|bao) … (duoc_khong|kip_khong|duoc_chu|co_kip|co_duoc|con_kip|muon_khong|co_muon|duoc_k)
            bao lau nua …
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
            "status_unit",
            """
            (bao_cao|so_lieu|so) [cua] (em|toi|minh|&) … (duyet|nhan|xem) [duoc] chua
            (em|toi|minh|bac) [da|con] (nop|bao|gui|nhap) [duoc] (may|bao_nhieu|nhung) (muc|so|chi_tieu|cai|gi)
            (em|toi|minh|bac) (thieu|con_thieu|con_no|con) (gi|nhung_gi|so_nao|muc_nao|cai_gi|cai_nao|may_so|may_muc|bao_nhieu_so|so_gi|muc_gi)
            con (may|bao_nhieu) (muc|so|cau|chi_tieu|cau_hoi) [nua|chua]
            (em|toi|minh|bac) [da] (nop|bao|gui) [du|xong|het] [bao_cao|so|so_lieu] [du|xong|het] chua
            """,
        ),
        (
            "ask_help",
            """
            (sua|doi|xoa|huy|nhap|gui|chup|bao|nop) [lai] [so|anh|hinh|bao_cao|so_lieu|minh_chung] [vua|da] [gui|nhap|nop|sai] (the_nao|kieu_gi|nhu_the_nao|lam_sao|cach_nao|sao|ra_sao|kieu_nao)
            (em|toi|minh|bac|gio|bay_gio) [can|phai|gio] [phai] (lam_gi|nhan_gi|gui_gi|nhap_gi|bao_gi) …
            (lam_sao|lam_the_nao|cach) [de] (sua|doi|xoa|huy|nop|gui|nhap|bao)
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
            co bao cao [nao] (moi|gui_len|nop_len) …
            """,
        ),
        (
            "return_for_fix",
            """
            (tra|chuyen|gui|day|tra_bao_cao|tra_so) (lai|ve|nguoc) [bao_cao|so|cho|&|so_lieu|de|@|thon]
            (tra|chuyen) [bao_cao|so|so_lieu] [cua] (&|@) [lai|ve]
            tra (cho|bao_cao|&|so|@) …
            (bao|yeu_cau|de_nghi|nhac|noi|cho|bat|nho) [&|thon|ho|to|no|&_la] [&] (lam|kiem_tra|ra|sua|xem|dem|nhap|bao|bao_cao|bo_sung|giai_trinh|ra_soat|tinh) [soat|tra] lai
            (bao|yeu_cau|de_nghi|cho|nhac) (&|ho|to|thon|no|ben_do) [phai] (sua|ra_soat|bo_sung|giai_trinh|kiem_tra)
            & [phai|can] (lam_lai|sua_lai|bao_lai|kiem_tra_lai|ra_soat_lai)
            (khong|chua) [the] (duyet|chap_nhan|dong_y|nhan|phe_duyet|thong_qua) [duoc|bao_cao|so|cho|voi|&|nhe|nay] [&|duoc] [em] [$]
            tu choi
            """,
        ),
        (
            "correct",
            """
            (sua|chinh_sua|dinh_chinh|dieu_chinh|cap_nhat|chinh) (lai|giup|giup_em|ho|cho_em|luon|so|so_lieu|cai|chi_tieu|muc|@|dong|bao_cao|con_so|cho_toi)
            ^ [cho|em|toi|minh|bac] [em|toi|minh|muon|xin|can] [muon|xin|can] [duoc] (sua|chinh_sua)
            ^ (doi|thay) [lai|giup] [so|cai|so_lieu] (@|so|so_lieu)
            (go|nhap|bao|ghi|danh|dem|gui|nop|viet|bam) (nham|lon) [so|roi|@|$]
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
            (nhac|giuc|thuc|don_doc|hoi_thuc|nhan|nhan_tin|hoi|bao|thong_bao) [nho|giup|gap|tin|ngay|lai|cho|hoi|them|ho|den|toi|khan] [cho|ho|nhac|toi|giup|den|ca|nhung|thon] [cac|nhung|tat_ca|toan_bo] [cac] (&|thon|don_vi|to|nhung_thon|cac_thon|tat_ca|het|nhung_ai|may_thon|moi_nguoi|het_cac_thon|nhung_don_vi|anh_em) … [nop|gui|bao|cham|chua|nhanh|khan_truong|di]
            (nhac|giuc|don_doc|hoi_thuc|thuc) [nho|giup|lai|ngay|het|di|gap|nop|ho|khan|mot|nhanh] (di|ho|giup|ngay|nop|het|nhe|may_thon|cac_to|$|mot_luot|lai|luon|cai|so_lieu)
            (nhac|giuc|don_doc|thuc|hoi_thuc) (&|cac|nhung|tat_ca|may|het|ho|nhung_ai|thon|tung)
            ^ (nhac|giuc) $
            (gui|nhan|phat) (nhac_nho|loi_nhac|tin_nhac|nhac|tin) [cho|toi|den|nho] [cac|nhung] (thon|&|don_vi|to|xa|cho)
            """,
        ),
        (
            "send_evidence",
            """
            (gui_kem|dinh_kem|kem_theo|kem|gui_theo) [theo|em|toi|day] (file|anh|danh_sach|hinh|minh_chung|tep|bien_ban|tai_lieu|bang)
            (em|toi|minh) [xin|vua|da|co] (gui|nop|chup|dinh_kem) [kem|theo|them|len] [may|vai|cai|tam] (file|hinh|danh_sach|minh_chung|tep|bien_ban)
            (em|toi|minh|bac) [da|vua] chup [xong] roi
            ^ (hinh|minh_chung|bien_ban|danh_sach) (huong_dan|tap_huan|cua|cho|ve|@|hop|ba_con|buoi|lop|to_cong_nghe|to|nguoi|di|tuyen_truyen|ho_tro|day)
            (day_la|day|gui_day|kem_day) [la] (hinh|minh_chung|bien_ban|danh_sach|file|tep)
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
        (
            "status_unit",
            "& … (thieu|con_thieu|con_no) [lai] (gi|nhung_gi|so_nao|muc_nao|cai_gi|cai_nao|may_so|may_muc|bao_nhieu_so|bao_nhieu_muc|so_gi)",
        ),
        (
            "shortfall",
            """
            (thieu|can_them|con_can|can|phai_them|con_phai|con_thieu|hut) [khoang|them|it_nhat|lam|co|mat] (bao_nhieu|may|bao_nhieu_nua|bao_nhieu_nguoi) [nguoi|ho|cai|diem|nua|tai_khoan] [nua|moi|thi|la|de|$] [la|thi|moi|nua|de] [dat|du|xong|den]
            (thieu|can|them) [them] (bao_nhieu|may) [nguoi|ho] [nua]
            con [thieu] (bao_nhieu|may) (nguoi|ho|nua|cai|tai_khoan) …
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
            (thon|xa|to|don_vi|ai|nhung_thon|phuong|huyen|xom) [nao] [dang|lam|co|la|ve|@|dat|bao_cao|nop|bao] [@|tot|cao|thap|dan|lam|la|kem|ti_le|ty_le|so|nhanh|dung] [@|dang] (nhat|dau|dan_dau|cuoi|bet|cuoi_bang|kem|dung_dau|tot|gioi|yeu|dau_bang|doi_so|yeu_nhat|chot|kha_nhat)
            (cao|thap|kem|tot|yeu|nhieu|it|gioi|nhanh|cham|do) nhat … (thon|xa|don_vi|la_ai|$|ai|nao)
            (thon|xa|don_vi) nao (cao|thap|tot|kem|yeu|dan|gioi|it|nhieu|hon)
            (dan|di|dung) (dau|cuoi) [la] [@] [thon|xa|ai|$]
            (nhat|bet) [xa|huyen|bang|toan_xa] la (thon|xa|ai)
            """,
        ),
        (
            "missing_units",
            """
            (thon|xom|xa|don_vi|to|ai|nhung_ai|phuong|nhung_thon|cac_thon|thang|cho|noi|khu|huyen) [nao] [con|van|dang|hien|ma|la] [con|van|dang] (chua|thieu|no|cham|chua_co|tre|khong|con_thieu|con_no|muon|khat)  [thay|co|chiu|he|kip|chiu] (bao|nop|gui|bao_cao|lam|xong|so|so_lieu|bc|du|hoan_thanh|nhap|$|co_so|gi|@|tra_loi|khong|thong_ke|cap_nhat|thay|han)
            (con|nhung) [lai] [may|nhung|bao_nhieu|cac] (thon|xa|don_vi|ai|to|phuong) [nao] … (chua|thieu|no|cham|tre|muon)
            (ai|thon_nao|nhung_ai|nhung_thon_nao|nhung_xa_nao|xa_nao|don_vi_nao) [van|con|dang] (chua|thieu|no|cham|tre|muon) …
            (danh_sach|ds|liet_ke|diem_danh|nhung|cac|may) [nhung|cac] (thon|don_vi|xa|to) [nao] … (chua|thieu|cham|no|muon|tre) …
            (bao_nhieu|may) (thon|xa|don_vi) [da|con|van|dang] (chua|nop|bao|gui|thieu|bao_cao|no|cham)
            (chua|con) (nop|bao|gui|bao_cao) [con|la|gom|co] [nhung|cac] (ai|thon|don_vi|thon_nao|nhung_ai|may_thon)
            (con|sot|thieu) (thon|don_vi|xa) nao
            (thon|xa|don_vi) nao (da|roi) …
            (thon|xa|don_vi) nao (nop|gui|bao|xong) roi
            """,
        ),
        ("status_indicator", "@ co (may|bao_nhieu) (diem|nguoi|cai|ho|truong|noi)"),
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
            "status_indicator",
            """
            (tien_do|tinh_hinh|ket_qua|ty_le|ti_le|thong_ke|so_lieu) [cua|ve|nguoi|chi_tieu|so|dung|cai|muc|lam] [chi_tieu] @
            (chi_tieu|muc|tieu_chi) @ … (den_dau|toi_dau|sao_roi|the_nao_roi|ra_sao|duoc_bao_nhieu|duoc_may|dat_may|dat_bao_nhieu|the_nao)
            @ … (den_dau|toi_dau|sao_roi|the_nao_roi|ra_sao_roi|dat_may|dat_bao_nhieu|duoc_bao_nhieu|duoc_may|bao_nhieu_phan_tram|may_phan_tram|ra_sao|bao_nhieu_roi)
            @ sao $
            @ co (may|bao_nhieu) (diem|nguoi|cai|ho|truong|noi)
            @ & [duoc|dat|co] (bao_nhieu|may|sao|the_nao)
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
            (em|bot|ban|chau) [co|da] [co] (nguoi_yeu|chong_chua|vo_chua)
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
            (ai|nhung_ai|nguoi_nao) [thi|moi] [moi|thi] (duoc_tinh|tinh|duoc_dem|duoc_coi)
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
            (giup|ho_tro) (em|toi|minh|bac) (voi|cai|mot|nhap|cach|ti|chut)
            ^ [em|bac|toi] [can|nho] (giup|ho_tro) (em|toi|minh|bac) [$]
            (khong|chua) hieu $
            (phai|gio|bay_gio|can) [em|toi] [phai] (lam_gi|nhap_gi|gui_gi|nhan_gi|lam_sao|lam_the_nao|bao_gi)
            (em|bot|ban|day|cai_nay) [nay|do] la (gi|ai|cai_gi|so_thon)
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
