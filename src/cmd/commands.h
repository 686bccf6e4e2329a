/* commands.h -- the cards of all commands, one line each. */
#ifndef CMD_COMMANDS_H
#define CMD_COMMANDS_H

#include "cmd/cmd.h"

extern const struct command cmd_init, cmd_library_add, cmd_library_list, cmd_import, cmd_loads,
    cmd_undo, cmd_search, cmd_export, cmd_index_rebuild, cmd_verify, cmd_serve, cmd_sample_load,
    cmd_sample_empty, cmd_backup, cmd_restore, cmd_help, cmd_version;

#endif
