/* commands.h -- the cards of all commands, one line each. */
#ifndef CMD_COMMANDS_H
#define CMD_COMMANDS_H

#include "cmd/cmd.h"

extern const struct command cmd_init, cmd_library_add, cmd_library_list, cmd_library_show,
    cmd_library_set, cmd_library_join, cmd_library_leave, cmd_import, cmd_import_all, cmd_columns,
    cmd_rejected, cmd_loads, cmd_undo, cmd_search, cmd_export, cmd_index_rebuild, cmd_match_list,
    cmd_match_same, cmd_match_different, cmd_match_undo, cmd_match_rebuild, cmd_match_find,
    cmd_match_judge, cmd_authority_load, cmd_authority_list, cmd_authority_undo,
    cmd_authority_remove, cmd_verify, cmd_serve, cmd_sample_load, cmd_sample_empty, cmd_backup,
    cmd_restore, cmd_doctor, cmd_user_add, cmd_user_list, cmd_user_role, cmd_user_code,
    cmd_user_disable, cmd_user_enable, cmd_help, cmd_version, cmd_harvest_add, cmd_harvest_list,
    cmd_harvest_run, cmd_harvest_set, cmd_dump, cmd_library_key, cmd_harvest_login,
    cmd_target_login, cmd_target_add, cmd_target_list, cmd_target_test, cmd_target_ask;

/* Where the files of the sample network are. */
const char *sample_dir(const struct run *r);

/* The mapping that --items, --columns and --sheet say (catalog/mapping.h). */
struct str mapping_option(const struct run *r);

/* What a load did: read, new, changed ... as a sentence, and as members of a JSON object. */
struct str import_counts(const struct run *r, const struct load_report *l);
void import_json(struct buf *to, const struct load_report *l);

/* Why a file was not taken. */
enum exit_code explain_file(struct run *r, enum err e, const struct fault *why);

#endif
