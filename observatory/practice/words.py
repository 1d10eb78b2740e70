"""The words of which fictional publishers make their titles, in several languages."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["WORDS", "Words"]

Words = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Sorts of work, topics, places."""

WORDS: Mapping[str, Words] = MappingProxyType({
    "en": (
        ("Report on {0} in {1}", "Guide to {0} for {1}", "What {1} does for {0}", "{0}: a survey of {1}"),
        ("adult learning", "recognition of skills", "apprenticeships", "open courses", "digital badges", "teacher training"),
        ("Northland", "the Lake Region", "Port Amber", "Seven Hills", "the Islands", "Westmark"),
    ),
    "fr": (
        ("Rapport sur {0} : {1}", "Guide de {0} pour {1}", "Enquête sur {0} à {1}"),
        ("la formation des adultes", "la validation des acquis", "l'apprentissage", "les cours ouverts", "l'insertion"),
        ("Valclair", "la Haute-Plaine", "Port-Ambre", "les Îles", "Montségur-le-Neuf"),
    ),
    "de": (
        ("Bericht über {0} in {1}", "Leitfaden: {0} für {1}", "{0}: eine Umfrage in {1}"),
        ("Weiterbildung", "Anerkennung von Fähigkeiten", "Lehrlinge", "offene Kurse", "Prüfungen"),
        ("Nordmark", "Sieben Hügel", "Österau", "Neuhafen", "Großwald"),
    ),
    "es": (
        ("Informe sobre {0} en {1}", "Guía de {0} para {1}", "Encuesta: {0} en {1}"),
        ("la formación de adultos", "el reconocimiento de saberes", "los aprendices", "los cursos abiertos"),
        ("Puerto Ámbar", "Siete Colinas", "la Región del Lago", "Peñanueva"),
    ),
    "pt": (
        ("Relatório sobre {0} em {1}", "Guia de {0} para {1}", "Inquérito: {0} em {1}"),
        ("educação de adultos", "reconhecimento de competências", "aprendizagem", "cursos abertos"),
        ("Porto Âmbar", "São Lourenço Novo", "Região do Lago", "Sete Colinas"),
    ),
    "ru": (
        ("Доклад: {0}, {1}", "Руководство: {0}, {1}", "Обзор: {0}, {1}"),
        ("обучение взрослых", "признание навыков", "открытые курсы", "наставничество"),
        ("Северный край", "Озёрск-Новый", "Семь Холмов", "Янтарный Порт"),
    ),
    "ar": (
        ("تقرير عن {0} في {1}", "دليل {0} في {1}"),
        ("تعليم الكبار", "الاعتراف بالمهارات", "الدورات المفتوحة", "التلمذة المهنية"),
        ("ميناء العنبر", "التلال السبعة", "إقليم البحيرة"),
    ),
    "zh": (
        ("{1}的{0}报告", "{1}{0}指南"),
        ("成人学习", "技能认证", "开放课程", "学徒制"),
        ("琥珀港", "七丘", "湖区", "北境"),
    ),
})  # fmt: skip
"""For each language the patterns of titles, and what they are filled with."""
