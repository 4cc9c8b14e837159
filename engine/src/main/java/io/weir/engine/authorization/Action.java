package io.weir.engine.authorization;

import static io.weir.engine.vocabulary.Role.ADMINISTRATOR;
import static io.weir.engine.vocabulary.Role.AUDITOR;
import static io.weir.engine.vocabulary.Role.CONNECTION_OWNER;
import static io.weir.engine.vocabulary.Role.DATA_MANAGER;
import static io.weir.engine.vocabulary.Role.TASK_EDITOR;
import static io.weir.engine.vocabulary.Role.TASK_MANAGER;

import io.weir.engine.vocabulary.Role;
import java.util.Set;

/** Everything that can be asked of Weir, and who may: one action for each method of the API. */
public enum Action {
  CREATE_SCRIPT("ScriptManager/CreateScript", holders(TASK_EDITOR)),
  UPDATE_SCRIPT("ScriptManager/UpdateScript", holders(TASK_EDITOR)),
  RELEASE_SCRIPT("ScriptManager/ReleaseScript", holders(TASK_EDITOR)),
  GET_SCRIPT("ScriptManager/GetScript", workers()),
  LIST_SCRIPTS("ScriptManager/ListScripts", workers()),

  CREATE_TASK("EtlTaskManager/CreateTask", holders(TASK_EDITOR)),
  GET_TASK("EtlTaskManager/GetTask", workers()),
  LIST_TASKS("EtlTaskManager/ListTasks", workers()),
  UPDATE_EXTRACTION_SCRIPT("EtlTaskManager/UpdateExtractionScript", holders(TASK_EDITOR)),
  UPDATE_UPLOADING_SCRIPT("EtlTaskManager/UpdateUploadingScript", holders(TASK_EDITOR)),
  UPDATE_FIELD_RULES("EtlTaskManager/UpdateFieldRules", holders(TASK_EDITOR)),
  UPDATE_ANONYMIZATION_RULES("EtlTaskManager/UpdateAnonymizationRules", holders(TASK_EDITOR)),
  RELEASE_TASK("EtlTaskManager/Release", holders(TASK_EDITOR)),
  START_RUN("EtlTaskManager/Start", holders(TASK_MANAGER)),
  PAUSE_RUN("EtlTaskManager/Pause", holders(TASK_MANAGER)),
  RESUME_RUN("EtlTaskManager/Resume", holders(TASK_MANAGER)),
  STOP_RUN("EtlTaskManager/Stop", holders(TASK_MANAGER)),
  GET_RUN("EtlTaskManager/GetRun", workers()),
  LIST_RUNS("EtlTaskManager/ListRuns", workers()),
  WATCH_RUN("EtlTaskManager/WatchRun", workers()),
  GET_RUN_REPORT("EtlTaskManager/GetRunReport", workers()),
  GET_RUN_SOLUTIONS("EtlTaskManager/GetRunSolutions", workers()),

  IMPORT_MODULE("DataManager/ImportModule", holders(TASK_EDITOR)),
  CHECK_MODULE("DataManager/CheckModule", workers()),
  GET_MODULE("DataManager/GetModule", workers()),
  LIST_MODULE_VERSIONS("DataManager/ListModuleVersions", workers()),
  EXPORT_MODULE("DataManager/ExportModule", workers()),
  DIFF_MODULE_VERSIONS("DataManager/DiffModuleVersions", workers()),
  LIST_OUTBOXES("DataManager/GetAll", holders(DATA_MANAGER, TASK_MANAGER)),
  GET_OUTBOX("DataManager/GetOutbox", holders(DATA_MANAGER, TASK_MANAGER)),
  READ_RECORDS("DataManager/ReadRecords", holders(DATA_MANAGER, TASK_MANAGER)),
  READ_REJECTED("DataManager/ReadRejected", holders(DATA_MANAGER, TASK_MANAGER)),

  CREATE_CONNECTION("ExtDatamoduleManager/CreateConnection", holders(CONNECTION_OWNER)),
  UPDATE_CONNECTION(
      "ExtDatamoduleManager/UpdateConnection", new Permission.Owners(CONNECTION_OWNER)),
  GET_CONNECTION("ExtDatamoduleManager/GetConnection", new Permission.Everybody()),
  LIST_CONNECTIONS("ExtDatamoduleManager/GetAllConnection", new Permission.Everybody()),

  GET_USER("UserManager/GetUser", new Permission.Themselves(ADMINISTRATOR)),

  CREATE_SECRET("SecretManager/CreateSecret", holders(TASK_EDITOR, ADMINISTRATOR)),
  ROTATE_SECRET("SecretManager/RotateSecret", holders(ADMINISTRATOR)),
  DELETE_SECRET_VERSION("SecretManager/DeleteSecretVersion", holders(ADMINISTRATOR)),
  LIST_SECRETS(
      "SecretManager/ListSecrets", holders(TASK_EDITOR, TASK_MANAGER, DATA_MANAGER, ADMINISTRATOR)),

  LIST_AUDIT_LOGS("AuditLogger/ListAuditLogs", holders(AUDITOR, ADMINISTRATOR)),
  GET_AUDIT_LOG("AuditLogger/GetAuditLog", holders(AUDITOR, ADMINISTRATOR));

  private final String call;
  private final Permission permission;

  Action(String call, Permission permission) {
    this.call = call;
    this.permission = permission;
  }

  /** Service and method, as the audit log and the metrics name the action. */
  public String call() {
    return call;
  }

  public Permission permission() {
    return permission;
  }

  private static Permission holders(Role... roles) {
    return new Permission.Holders(Set.of(roles));
  }

  /** Everybody who works on tasks, runs or their results. */
  private static Permission workers() {
    return holders(TASK_EDITOR, TASK_MANAGER, DATA_MANAGER);
  }
}
